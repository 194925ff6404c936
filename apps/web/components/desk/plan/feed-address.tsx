"use client"

import { useId, useState } from "react"
import { Button } from "../../button.tsx"
import { useFilling } from "../../form.tsx"

type Props = { readonly words: { readonly [word in "label" | "copy" | "copied"]: string } }

/** The address that the form's answer brought, ready to be copied. */
export function FeedAddress({ words }: Props) {
  const id = useId()
  const { state } = useFilling()
  const [copied, setCopied] = useState("")
  const url = state.values.url
  if (url === undefined) return null

  const copy = async () => {
    await navigator.clipboard.writeText(url)
    setCopied(url)
  }
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {words.label}
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          key={state.count}
          id={id}
          readOnly
          dir="ltr"
          defaultValue={url}
          onFocus={(event) => event.currentTarget.select()}
          className="input min-w-0 flex-1 basis-60 font-mono text-sm"
        />
        <Button type="button" onClick={copy} className="scripted">
          {copied === url ? words.copied : words.copy}
        </Button>
      </div>
    </div>
  )
}
