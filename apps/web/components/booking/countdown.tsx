"use client"

import { type ReactNode, useEffect, useState } from "react"

type Props = {
  /** Left when the server made the page: its clock counts, the visitor's may be wrong. */
  readonly seconds: number
  readonly words: { readonly [word in "left" | "soon" | "over"]: string }
  /** What to do once the time is over. */
  readonly children: ReactNode
}

/** Said once to whoever does not see the figures. */
const soonSeconds = 120

/** How long a slot is still kept. Without a script the page says until when, which is enough. */
export function Countdown({ seconds, words, children }: Props) {
  const [atFirst] = useState(seconds)
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const end = arrivedMs() + atFirst * 1_000
    const count = () => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1_000)))
    count()
    const timer = window.setInterval(count, 1_000)
    return () => window.clearInterval(timer)
  }, [atFirst])
  if (left === null) return null
  if (left > 0) {
    return (
      <p className="flex items-baseline justify-between gap-4 text-sm text-ink-2">
        {words.left}
        <bdi role="timer" className="mono text-lg text-ink">
          {Math.floor(left / 60)}:{String(left % 60).padStart(2, "0")}
        </bdi>
        <span role="status" className="sr-only">
          {left <= soonSeconds && words.soon}
        </span>
      </p>
    )
  }

  return (
    <div className="grid gap-3">
      <p role="alert" className="font-medium text-bad">
        {words.over}
      </p>
      {children}
    </div>
  )
}

/** When the page began to arrive, on the clock of this document. */
function arrivedMs(): number {
  const [navigation] = performance.getEntriesByType("navigation")
  return navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : performance.now()
}
