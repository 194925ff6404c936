"use client"

import { Camera } from "lucide-react"
import { useEffect, useRef, useState } from "react"
import { FieldError, useField } from "../field.tsx"
import { smaller } from "./smaller.ts"

type Words = {
  readonly [word in "label" | "hint" | "add" | "sending" | "failed" | "enough" | "photo"]: string
}
type Props = {
  /** Below the API: where photos are sent, and where those that are there are seen. */
  readonly address: string
  readonly photos: readonly string[]
  readonly atMost: number
  readonly words: Words
}

/** Photos of what is wrong. A script makes them small and sends each at once; without one they go with the form. */
export function Photos({ address, photos, atMost, words }: Props) {
  const { id, error } = useField("photo")
  const [sent, setSent] = useState<readonly string[]>([])
  const [sending, setSending] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  const shown = [...new Set([...photos, ...sent])]
  const said = problem ?? error

  const send = async (files: readonly File[]) => {
    setProblem(null)
    for (const file of files) {
      setSending((count) => count + 1)
      const answer = await posted(address, await smaller(file))
      if (answer.id !== null) setSent((ids) => [...ids, answer.id])
      else setProblem(answer.detail ?? words.failed)
      setSending((count) => count - 1)
    }
  }
  const input = useFiles(send)
  const isFull = shown.length + sending >= atMost

  return (
    <div className="grid gap-2">
      <label htmlFor={id} className="font-medium">
        {words.label}
      </label>
      {shown.length > 0 && (
        <ul className="grid grid-cols-4 gap-2">
          {shown.map((photo, index) => (
            <li key={photo}>
              <a href={`${address}/${photo}`} target="_blank" rel="noopener">
                {/* biome-ignore lint/performance/noImgElement: private, already small, and from our own API. */}
                <img
                  src={`${address}/${photo}?size=thumb`}
                  alt={`${words.photo} ${index + 1}`}
                  className="aspect-square w-full rounded-s border border-line object-cover"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
      {isFull ? (
        <p className="text-sm text-ink-2">{words.enough}</p>
      ) : (
        <label className="eases relative flex min-h-12 cursor-pointer items-center justify-center gap-2 rounded-s border border-dashed border-edge px-4 py-3 font-semibold hover:bg-none-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
          <Camera size={18} aria-hidden />
          <span className="scripted">{words.add}</span>
          <input
            ref={input}
            id={id}
            type="file"
            name="photo"
            accept="image/*"
            aria-invalid={said !== undefined}
            aria-describedby={said === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
            className="photo-input"
          />
        </label>
      )}
      <p id={`${id}-hint`} className="text-sm text-ink-2" aria-live="polite">
        {sending > 0 ? words.sending : words.hint}
      </p>
      {said !== undefined && <FieldError id={`${id}-error`}>{said}</FieldError>}
    </div>
  )
}

/** Takes what is chosen away from the form; what was chosen before the script came is sent as well. */
function useFiles(send: (files: readonly File[]) => void) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const field = input.current
    if (field === null) return
    field.multiple = true
    const take = () => {
      const files = [...(field.files ?? [])]
      field.value = ""
      if (files.length > 0) send(files)
    }
    take()
    field.addEventListener("change", take)
    return () => field.removeEventListener("change", take)
  })
  return input
}

type Answer = { readonly id: string } | { readonly id: null; readonly detail: string | null }

async function posted(address: string, body: Blob): Promise<Answer> {
  const init = { method: "POST", body, headers: { "content-type": "application/octet-stream" } }
  const response = await fetch(address, init).catch(() => null)
  const answer = await response?.json().catch(() => null)
  if (response?.ok === true && typeof answer?.id === "string") return { id: answer.id }
  return { id: null, detail: typeof answer?.detail === "string" ? answer.detail : null }
}
