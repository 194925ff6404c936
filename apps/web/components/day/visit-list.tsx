"use client"

import { ChevronRight } from "lucide-react"
import { formatTime } from "#kernel/format.ts"
import type { ShownVisit } from "../../day/day.ts"
import { Chip, type ChipTone } from "../chip.tsx"
import { type DayWords, useSpoken } from "./spoken.tsx"

type Standing = { readonly tone: ChipTone; readonly word: keyof DayWords }

export function standingOf({ status, startedAt }: Pick<ShownVisit, "status" | "startedAt">): Standing {
  if (status === "done") return { tone: "good", word: "done" }
  if (status === "no_show") return { tone: "bad", word: "no_show" }
  return startedAt === null ? { tone: "none", word: "planned" } : { tone: "wait", word: "in_progress" }
}

/** In the order of the day; the one under way, or next, stands out. */
export function VisitList({
  visits,
  isEverybodys,
}: {
  readonly visits: readonly ShownVisit[]
  readonly isEverybodys: boolean
}) {
  const next = visits.find(({ status }) => status === "confirmed")?.id
  return (
    <ol className="grid gap-3">
      {visits.map((visit) => (
        <li key={visit.id}>
          <VisitCard visit={visit} isNext={visit.id === next} technician={isEverybodys ? visit.technician : null} />
        </li>
      ))}
    </ol>
  )
}

type Card = { readonly visit: ShownVisit; readonly isNext: boolean; readonly technician: string | null }

function VisitCard({ visit, isNext, technician }: Card) {
  const { w, locale, zone } = useSpoken()
  const { tone, word } = standingOf(visit)
  return (
    <a
      href={`#${visit.id}`}
      data-visit={visit.number}
      className={`eases grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 rounded-m border bg-card p-4 hover:border-edge ${isNext ? "border-accent" : "border-line"}`}
    >
      <span className="num text-lg font-semibold">
        <bdi>{formatTime(visit.startsAt, locale, { zone })}</bdi>
      </span>
      <span className="grid gap-1">
        <bdi className="font-semibold">{visit.customer.name}</bdi>
        <span className="text-ink-2">
          {visit.faultType} · <bdi>{visit.commune}</bdi>
        </span>
        <span className="flex flex-wrap gap-2 pt-1">
          <Chip tone={tone}>{w[word]}</Chip>
          {visit.isAcknowledged && visit.status === "confirmed" && <Chip tone="good">{w.acknowledged}</Chip>}
        </span>
        {technician !== null && <bdi className="text-xs text-ink-3">{technician}</bdi>}
      </span>
      <ChevronRight size={20} aria-hidden className="points self-center text-ink-3" />
    </a>
  )
}
