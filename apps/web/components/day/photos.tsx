"use client"

import { Camera } from "lucide-react"
import { useState } from "react"
import { shrunk } from "../../day/shrink.ts"
import { buttonLook } from "../button.tsx"
import { FieldError } from "../field.tsx"
import { useSpoken } from "./spoken.tsx"
import type { VisitProps } from "./visit-page.tsx"

/** What is wrong and what was done, in pictures; made small on the phone before they leave. */
export function Photos({ visit, act }: VisitProps) {
  const { w, apiTo } = useSpoken()
  const [isBusy, setBusy] = useState(false)
  const [isLost, setLost] = useState(false)
  const isOpen = visit.status === "confirmed" || visit.status === "done"
  const take = async (files: FileList | null) => {
    setBusy(true)
    setLost(false)
    for (const file of files ?? []) {
      const photo = await shrunk(file).catch(() => null)
      if (photo === null) setLost(true)
      else await act({ kind: "photo", ...photo })
    }
    setBusy(false)
  }
  const pictures = [
    ...visit.photos.map(({ id }) => ({ id, source: apiTo(`/desk/appointments/${visit.id}/photos/${id}?size=thumb`) })),
    ...visit.thumbs,
  ]
  return (
    <section className="grid gap-3 rounded-m border border-line bg-card p-4">
      <h2 className="font-semibold">{w.photos}</h2>
      {pictures.length > 0 && (
        <ul className="grid grid-cols-4 gap-2">
          {pictures.map(({ id, source }) => (
            <li key={id} className="aspect-square overflow-hidden rounded-s bg-none-soft">
              {/* biome-ignore lint/performance/noImgElement: a private picture of the API, already small */}
              {source !== "" && <img src={source} alt={w.photo_of} className="size-full object-cover" />}
            </li>
          ))}
        </ul>
      )}
      {isOpen && (
        <label className={buttonLook({ wide: true })} aria-disabled={isBusy}>
          <Camera size={20} aria-hidden /> {w.add_photo}
          <input
            type="file"
            accept="image/*"
            multiple
            className="sr-only"
            onChange={(event) => {
              void take(event.target.files)
            }}
          />
        </label>
      )}
      {isLost && <FieldError>{w.photo_lost}</FieldError>}
    </section>
  )
}
