import { clsx } from "clsx"
import type { ReactNode } from "react"
import type { Tone } from "../form-state.ts"

const looks: { readonly [tone in Tone | "none"]: string } = {
  good: "bg-good-soft text-good",
  wait: "bg-wait-soft text-wait",
  bad: "bg-bad-soft text-bad",
  none: "bg-none-soft text-ink-2",
}

type Props = { readonly tone: Tone | "none"; readonly children: ReactNode; readonly className?: string }

/** What just happened, or what must be known first. */
export function Notice({ tone, children, className }: Props) {
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      tabIndex={-1}
      className={clsx("arrives flex items-baseline gap-3 rounded-s px-4 py-3", looks[tone], className)}
    >
      <span aria-hidden="true" className="size-2 shrink-0 -translate-y-[0.08em] rounded-full bg-current" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}
