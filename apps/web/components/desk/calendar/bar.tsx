"use client"

import { Button } from "../../button.tsx"
import { Field } from "../../field.tsx"
import { SubmitButton } from "../../submit-button.tsx"
import type { Column, Verdict } from "./geometry.ts"
import type { Moving } from "./use-moving.ts"

/** Worded by the server; `{…}` of it is filled here. */
export type GridWords = {
  readonly free: string
  readonly overlap: string
  readonly outside: string
  readonly keys: string
  readonly reason: string
  readonly move: string
  readonly cancel: string
  readonly pending: string
}

type Props = {
  readonly moving: Moving
  readonly column: Column | undefined
  readonly verdict: Verdict
  readonly time: string
  readonly back: string
  readonly words: GridWords
  readonly cancel: () => void
}

/** What a drop means, said where everybody finds it, and the reason where one is needed. */
export function Bar({ moving, column, verdict, time, back, words, cancel }: Props) {
  const where = `${column?.title ?? ""} ${time}`.trim()
  const said =
    verdict.kind === "overlap"
      ? `${words.overlap} ${verdict.other.title}`
      : verdict.kind === "outside"
        ? words.outside
        : words.free
  return (
    <div className="calendar-bar">
      <p aria-live="assertive" className="font-medium" data-verdict={verdict.kind}>
        <bdi>{moving.block.title}</bdi> → <bdi>{where}</bdi> : {said}
      </p>
      <input type="hidden" name="id" value={moving.block.id} />
      <input type="hidden" name="technicianId" value={column?.technicianId ?? ""} />
      <input type="hidden" name="date" value={column?.date ?? ""} />
      <input type="hidden" name="minute" value={moving.from} />
      <input type="hidden" name="back" value={back} />
      {moving.by === "keys" && <p className="text-sm text-ink-2">{words.keys}</p>}
      {moving.by === "drop" && verdict.kind === "outside" && (
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-60 flex-1">
            <Field name="override" label={words.reason} maxLength={200} autoComplete="off" required autoFocus />
          </div>
          <SubmitButton kind="primary" pending={words.pending}>
            {words.move}
          </SubmitButton>
          <Button type="button" kind="plain" onClick={cancel}>
            {words.cancel}
          </Button>
        </div>
      )}
    </div>
  )
}
