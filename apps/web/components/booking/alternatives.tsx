"use client"

import type { ReactNode } from "react"
import { formatRelativeDay, formatTime, type Locale } from "#kernel/format.ts"
import { useFilling } from "../form.tsx"
import { Notice } from "../notice.tsx"
import { SubmitButton } from "../submit-button.tsx"

type Props = {
  readonly locale: Locale
  readonly zone: string
  /** Of the server's clock: the visitor's may be wrong. */
  readonly now: number
}

/** The answer of the form: what went wrong, and the nearest slots instead of the one that somebody was faster to take. */
export function Alternatives({ locale, zone, now }: Props) {
  const { state } = useFilling()
  if (state.notice === null) return null
  if (state.alternatives.length === 0) return <Notice tone={state.notice.tone}>{state.notice.text}</Notice>

  return (
    <div className="grid gap-3 rounded-m border border-line bg-card p-4">
      <Notice tone={state.notice.tone}>{state.notice.text}</Notice>
      <ul className="grid gap-2 wide:grid-cols-3">
        {state.alternatives.map((startsAt, index) => (
          <li key={startsAt}>
            <SubmitButton kind={index === 0 ? "primary" : "quiet"} wide name="startsAt" value={startsAt}>
              <span className="inline-block first-letter:uppercase">
                <bdi>{formatRelativeDay(startsAt, locale, { zone, now })}</bdi>
                {", "}
                <bdi className="num">{formatTime(startsAt, locale, { zone })}</bdi>
              </span>
            </SubmitButton>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What is offered as long as nothing better is: the next slot is among the nearest ones. */
export function UnlessOffered({ children }: { readonly children: ReactNode }) {
  return useFilling().state.alternatives.length === 0 ? children : null
}
