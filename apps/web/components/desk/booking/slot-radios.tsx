"use client"

import { FieldError, useField } from "../../field.tsx"

export type SlotDay = {
  readonly day: string
  /** Why it has no time; null when it has some. */
  readonly reason: string | null
  readonly slots: readonly { readonly startsAt: string; readonly time: string }[]
}

type Props = { readonly legend: string; readonly days: readonly SlotDay[]; readonly other: string }

/** Free times by day, each one tap; the last choice is a time of one's own. */
export function SlotRadios({ legend, days, other }: Props) {
  const { id, error } = useField("startsAt")
  return (
    <fieldset aria-describedby={error === undefined ? undefined : `${id}-error`} className="grid gap-3">
      <legend className="mb-3 font-medium">{legend}</legend>
      {days.map(({ day, reason, slots }) => (
        <div key={day} className="grid gap-2 wide:grid-cols-[11rem_minmax(0,1fr)] wide:items-center">
          <p className="text-sm font-medium">
            <bdi>{day}</bdi>
          </p>
          {reason !== null && <p className="text-sm text-ink-2">{reason}</p>}
          {slots.length > 0 && (
            <div className="flex flex-wrap gap-2">
              {slots.map(({ startsAt, time }) => (
                <Time key={startsAt} value={startsAt} label={time} hint={day} />
              ))}
            </div>
          )}
        </div>
      ))}
      <Time value="other" label={other} hint="" />
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  )
}

type TimeProps = { readonly value: string; readonly label: string; readonly hint: string }

function Time({ value, label, hint }: TimeProps) {
  const { error, value: typed, count } = useField("startsAt")
  return (
    <label className="eases relative flex min-h-12 w-fit cursor-pointer items-center rounded-s border border-edge bg-card px-3 text-sm font-medium has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-checked:shadow-[inset_0_0_0_1px_var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent wide:min-h-9">
      <input
        key={count}
        type="radio"
        name="startsAt"
        value={value}
        defaultChecked={typed === value}
        aria-invalid={error !== undefined}
        className="sr-only"
      />
      {hint !== "" && <span className="sr-only">{hint} </span>}
      <bdi className="num">{label}</bdi>
    </label>
  )
}
