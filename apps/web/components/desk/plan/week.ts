import type { Answered } from "#kernel/contract.ts"
import type { endpoints } from "#modules/booking/contract-plan.ts"

export type Plan = Answered<typeof endpoints.showPlan>
export type Windows = Plan["week"]
type Window = Windows[number]

/** One day as its form has it: `HH:MM`, and nothing where nobody works. */
export type DayTimes = { readonly [name in "from" | "to" | "breakFrom" | "breakTo"]: string }

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`

function minuteOf(text: string): number | null {
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(text) ?? []
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute)
}

/** ISO weekdays in the order of the country. */
export function weekdaysFrom(starts: 1 | 7): number[] {
  return starts === 7 ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7]
}

/** A day of a week: its first work to its last, and its break; two pieces of work leave one between them. */
export function timesOf(windows: Windows, weekday: number): DayTimes {
  const pieces = piecesOf(windows, weekday)
  const [first, second] = pieces
  const last = pieces.at(-1)
  if (first === undefined || last === undefined) return { from: "", to: "", breakFrom: "", breakTo: "" }
  return {
    from: clock(first.from),
    to: clock(last.to),
    breakFrom: second === undefined ? "" : clock(first.to),
    breakTo: second === undefined ? "" : clock(second.from),
  }
}

/** What of a form is a window; a day without both its times is a day off. */
export function windowsOf(weekday: number, times: DayTimes): Window[] {
  const span = (kind: Window["kind"], [from, to]: readonly [string, string]): Window[] => {
    const [fromMinute, toMinute] = [minuteOf(from), minuteOf(to)]
    return fromMinute === null || toMinute === null ? [] : [{ kind, weekday, fromMinute, toMinute }]
  }
  const work = span("work", [times.from, times.to])
  return work.length === 0 ? [] : [...work, ...span("break", [times.breakFrom, times.breakTo])]
}

type Span = { readonly from: number; readonly to: number }

/** Work of one weekday without its breaks. */
export function piecesOf(windows: Windows, weekday: number): Span[] {
  const own = windows.filter((window) => window.weekday === weekday)
  const spans = (kind: Window["kind"]) =>
    own.filter((window) => window.kind === kind).map(({ fromMinute, toMinute }) => ({ from: fromMinute, to: toMinute }))
  return spans("break")
    .reduce((work, pause) => work.flatMap((span) => without(span, pause)), spans("work"))
    .toSorted((a, b) => a.from - b.from)
}

function without(span: Span, pause: Span): Span[] {
  if (pause.to <= span.from || span.to <= pause.from) return [span]
  return [
    { from: span.from, to: pause.from },
    { from: pause.to, to: span.to },
  ].filter(({ from, to }) => from < to)
}

/** Weekdays that have the same hours, together, as people say them. */
export function groupsOf(windows: Windows, weekdays: readonly number[]): { weekdays: number[]; spans: Span[] }[] {
  const groups: { weekdays: number[]; spans: Span[] }[] = []
  for (const weekday of weekdays) {
    const spans = piecesOf(windows, weekday)
    if (spans.length === 0) continue
    const same = groups.find((group) => JSON.stringify(group.spans) === JSON.stringify(spans))
    if (same === undefined) groups.push({ weekdays: [weekday], spans })
    else same.weekdays.push(weekday)
  }
  return groups
}
