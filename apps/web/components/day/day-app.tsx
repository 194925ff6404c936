"use client"

import { ChevronLeft, ChevronRight } from "lucide-react"
import { useEffect, useState, useSyncExternalStore } from "react"
import { formatDate, type Locale } from "#kernel/format.ts"
import { asLeft, type Day, type Sending } from "../../day/day.ts"
import { useDay } from "../../day/use-day.ts"
import { buttonLook } from "../button.tsx"
import { Empty } from "../empty.tsx"
import { useNews } from "../news.ts"
import { keepPage } from "./keep-page.ts"
import { Refused } from "./refused.tsx"
import { type DayWords, SpokenProvider, useSpoken } from "./spoken.tsx"
import { Unsent } from "./unsent.tsx"
import { VisitList } from "./visit-list.tsx"
import { VisitPage } from "./visit-page.tsx"

type Props = {
  readonly words: DayWords
  /** How many are unsent, in words, by number from one. */
  readonly unsent: readonly string[]
  readonly locale: Locale
  readonly zone: string
  readonly slug: string
  readonly accountId: string
  readonly apiBase: string
  readonly workerAddress: string
  readonly signInAddress: string
}

const subscribe = (changed: () => void) => {
  window.addEventListener("hashchange", changed)
  return () => window.removeEventListener("hashchange", changed)
}

/** The day of a technician, or of the house: which day it is, the phone knows best when its page is an old one. */
export function DayApp(props: Props) {
  const { zone, locale, words, apiBase } = props
  const date = useSyncExternalStore(
    subscribe,
    () => dateHere(zone),
    () => null,
  )
  const spoken = { w: words, locale, zone, apiTo: (path: string) => `${apiBase}${path}` }
  return (
    <SpokenProvider value={spoken}>
      {date === null ? <Waiting /> : <OpenDay key={date} {...props} date={date} />}
    </SpokenProvider>
  )
}

function dateHere(zone: string): string {
  const asked = new URLSearchParams(window.location.search).get("date") ?? ""
  return /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : new Date().toLocaleDateString("en-CA", { timeZone: zone })
}

function OpenDay({ date, ...props }: Props & { readonly date: string }) {
  const { slug, accountId, apiBase, locale, unsent, workerAddress, signInAddress } = props
  const { w, zone } = useSpoken()
  const view = useDay({ slug, accountId, date, api: { base: apiBase, language: locale.language } })
  const open = useSyncExternalStore(
    subscribe,
    () => window.location.hash.slice(1),
    () => "",
  )
  const [stored, setStored] = useState(false)
  useEffect(() => {
    void keepPage(workerAddress).then(setStored)
  }, [workerAddress])

  useNews(`${apiBase}/desk/events`, { heard: view.look })

  const { day, sendings } = view
  const visit = day?.visits.find(({ id }) => id === open)
  return (
    <div data-day={stored ? "kept" : "here"} className="grid content-start gap-4">
      <Unsent view={view} counts={unsent} signInAddress={signInAddress} />
      <Refused sendings={sendings} day={day} view={view} />
      {day === null && (view.isReady && !view.isOnline ? <NoMemory /> : <Waiting />)}
      {day !== null && visit === undefined && (
        <>
          <div className="flex items-center justify-between gap-2">
            <h1 className="text-xl font-semibold">{w.title}</h1>
            <Neighbours date={date} />
          </div>
          <p className="text-ink-2">{formatDate(`${date}T12:00:00Z`, locale, { zone, style: "full" })}</p>
          {day.visits.length === 0 ? (
            <Empty title={w.none_title}>{w.none_about}</Empty>
          ) : (
            <VisitList visits={leftVisits(day, sendings)} isEverybodys={day.technician === null} />
          )}
        </>
      )}
      {day !== null && visit !== undefined && (
        <VisitPage
          visit={asLeft(day, { visit, sendings })}
          day={day}
          sendings={sendings}
          act={(deed) => view.act(visit.id, deed)}
        />
      )}
    </div>
  )
}

function leftVisits(day: Day, sendings: readonly Sending[]) {
  return day.visits.map((visit) => asLeft(day, { visit, sendings }))
}

function Waiting() {
  const { w } = useSpoken()
  return (
    <div className="grid gap-3" aria-busy="true">
      <p className="sr-only">{w.loading}</p>
      {[1, 2, 3].map((n) => (
        <div key={n} className="waits h-28 rounded-m border border-line bg-card" />
      ))}
    </div>
  )
}

function NoMemory() {
  const { w } = useSpoken()
  return <Empty title={w.no_memory_title}>{w.no_memory_about}</Empty>
}

/** The day before and after, on pages of their own. */
function Neighbours({ date }: { readonly date: string }) {
  const { w } = useSpoken()
  const away = (days: number) =>
    new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  const look = buttonLook({ kind: "plain", size: "icon" })
  return (
    <nav className="flex">
      <a href={`?date=${away(-1)}`} aria-label={w.yesterday} className={look}>
        <ChevronLeft aria-hidden className="points" />
      </a>
      <a href={`?date=${away(1)}`} aria-label={w.tomorrow} className={look}>
        <ChevronRight aria-hidden className="points" />
      </a>
    </nav>
  )
}
