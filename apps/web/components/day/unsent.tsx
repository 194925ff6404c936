"use client"

import { CloudOff, CloudUpload } from "lucide-react"
import type { DayView } from "../../day/use-day.ts"

import { useSpoken } from "./spoken.tsx"

type Props = { readonly view: DayView; readonly counts: readonly string[]; readonly signInAddress: string }

/** Always in sight while something is not sent: how much, and why. */
export function Unsent({ view, counts, signInAddress }: Props) {
  const { w } = useSpoken()
  const { sendings, isOnline, isSignedOut } = view
  const waiting = sendings.filter(({ refusal }) => refusal === null).length
  if (isOnline && !isSignedOut && waiting === 0) return <output className="sr-only">{w.all_sent}</output>

  const Icon = isOnline ? CloudUpload : CloudOff
  const count = counts[Math.min(waiting, counts.length) - 1]
  return (
    <output className="sticky top-0 z-10 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 rounded-s bg-wait-soft px-4 py-2 font-medium text-wait">
      <Icon size={18} aria-hidden className="shrink-0" />
      <span>{[isOnline ? w.sending : w.offline, ...(count === undefined ? [] : [count])].join(" · ")}</span>
      {isSignedOut && (
        <span className="basis-full text-sm font-normal">
          {w.signed_out}{" "}
          <a href={signInAddress} className="link font-medium">
            {w.sign_in}
          </a>
        </span>
      )}
    </output>
  )
}
