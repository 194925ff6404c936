"use client"

import { Button } from "../../button.tsx"
import { Field } from "../../field.tsx"
import { useFilling } from "../../form.tsx"
import { SubmitButton } from "../../submit-button.tsx"
import type { Column, Verdict } from "./geometry.ts"
import type { Moving } from "./use-moving.ts"

/** Worded by the server. */
export type GridWords = {
  readonly [name in
    | "free"
    | "overlap"
    | "outside"
    | "keys"
    | "reason"
    | "move"
    | "cancel"
    | "pending"
    | "hint"
    | "away"]: string
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
  const { state, isPending } = useFilling()
  const isDropped = moving.by === "drop"
  const needsReason = isDropped && (verdict.kind === "outside" || state.errors.override !== undefined)
  const isRefused = isDropped && !isPending && state.notice !== null && verdict.kind !== "outside"
  const where = [column?.title, column?.about, time].filter((part) => part !== undefined && part !== "").join(" ")
  return (
    <div className="calendar-bar" data-dropped={isDropped}>
      <p aria-live="assertive" className="min-w-0 flex-1 text-sm font-medium" data-verdict={verdict.kind}>
        <bdi>{moving.block.title}</bdi> → <bdi>{where}</bdi>
        {isRefused ? "" : ` : ${isDropped && isPending ? words.pending : said()}`}
      </p>
      <input type="hidden" name="id" value={moving.block.id} />
      <input type="hidden" name="technicianId" value={column?.technicianId ?? ""} />
      <input type="hidden" name="date" value={column?.date ?? ""} />
      <input type="hidden" name="minute" value={moving.from} />
      <input type="hidden" name="back" value={back} />
      {moving.by === "keys" && <p className="text-sm text-ink-2">{words.keys}</p>}
      {needsReason && (
        <div className="w-full max-w-md">
          <Field name="override" label={words.reason} maxLength={200} autoComplete="off" required autoFocus />
        </div>
      )}
      {needsReason && (
        <SubmitButton kind="primary" pending={words.pending}>
          {words.move}
        </SubmitButton>
      )}
      {isDropped && !isPending && (
        <Button type="button" kind="plain" onClick={cancel}>
          {words.cancel}
        </Button>
      )}
    </div>
  )

  function said(): string {
    if (verdict.kind === "overlap") return `${words.overlap} ${verdict.other.title}`
    return verdict.kind === "outside" ? words.outside : words.free
  }
}
