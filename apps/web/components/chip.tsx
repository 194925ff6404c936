import { clsx } from "clsx"
import type { ReactNode } from "react"

export type ChipTone = "good" | "wait" | "bad" | "none"

const looks: { readonly [tone in ChipTone]: string } = {
  good: "bg-good-soft text-good",
  wait: "bg-wait-soft text-wait",
  bad: "bg-bad-soft text-bad",
  none: "bg-none-soft text-ink-2",
}

/** A status: a dot, a word and a tint, never colour alone. */
export function Chip({ tone, children, className }: { tone: ChipTone; children: ReactNode; className?: string }) {
  return (
    <span
      className={clsx(
        "inline-flex min-h-[1.625rem] w-fit items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap print:border",
        looks[tone],
        className,
      )}
    >
      <span aria-hidden="true" className="size-[7px] rounded-full bg-current" />
      {children}
    </span>
  )
}
