/** Minutes since midnight on the wall clock of the business. */
export type Span = { readonly from: number; readonly to: number }

/** One technician's day. */
export type Column = {
  readonly key: string
  readonly technicianId: string
  readonly date: string
  readonly title: string
  readonly about: string
  /** Where this technician goes. */
  readonly zones: readonly string[]
  /** When somebody works here. */
  readonly work: readonly Span[]
  /** Why nobody does, when nobody does all day. */
  readonly closed: string | null
  /** Absences of that day, each with a page of its own. */
  readonly away: readonly (Span & { readonly id: string })[]
}

export type Block = Span & {
  readonly id: string
  readonly column: string
  readonly zoneId: string | null
  /** With buffers and ways. */
  readonly blocked: Span
  readonly title: string
  readonly time: string
  readonly about: string
  readonly status: "held" | "requested" | "confirmed" | "done" | "no_show"
  readonly flag: string | null
  readonly canMove: boolean
  /** Has a page of its own: it is somebody's. */
  readonly opens: boolean
}

export type Place = { readonly column: string; readonly from: number }
export type Verdict =
  | { readonly kind: "free" }
  | { readonly kind: "outside" }
  | { readonly kind: "overlap"; readonly other: Block }

export const stepMinutes = 15
const dayMinutes = 24 * 60

/** A visit that is over takes nobody's time any more, before its hour too. */
const over: readonly Block["status"][] = ["done", "no_show"]

const nowhere: Pick<Column, "work" | "zones"> = { work: [], zones: [] }
const touches = (a: Span, b: Span) => a.from < b.to && b.from < a.to
const covers = (outer: Span, inner: Span) => outer.from <= inner.from && inner.to <= outer.to

/**
 * What a drop there would mean, said before it: over another visit it cannot be, outside the plan it needs a reason.
 * Ways are taken as they are today; the server measures them anew, and knows skills and the visits a day bears.
 */
export function verdictOf(
  block: Block,
  place: Place,
  others: { columns: readonly Column[]; blocks: readonly Block[] },
) {
  const shift = place.from - block.from
  const visit = { from: place.from, to: block.to + shift }
  const blocked = { from: block.blocked.from + shift, to: block.blocked.to + shift }
  const other = others.blocks.find(
    ({ id, column, status, ...rest }) =>
      id !== block.id && column === place.column && !over.includes(status) && touches(rest.blocked, blocked),
  )
  if (other !== undefined) return { kind: "overlap", other } as const satisfies Verdict

  const { work, zones } = others.columns.find(({ key }) => key === place.column) ?? nowhere
  const isServed = block.zoneId === null || zones.includes(block.zoneId)
  const kind = isServed && work.some((span) => covers(span, visit)) ? "free" : "outside"
  return { kind } as const satisfies Verdict
}

/** On the grid, and within the day. */
export function snapped(minute: number, { from, to }: Span): number {
  const step = Math.round(minute / stepMinutes) * stepMinutes
  return Math.min(Math.max(step, 0), dayMinutes - (to - from))
}

/** The hours that are drawn: all work and all visits, and a usual day at least. */
export function hoursOf(columns: readonly Column[], blocks: readonly Block[]): Span {
  const spans = [...columns.flatMap(({ work }) => work), ...blocks]
  const from = Math.min(8 * 60, ...spans.map((span) => span.from))
  const to = Math.max(17 * 60, ...spans.map((span) => span.to))
  return { from: Math.floor(from / 60) * 60, to: Math.min(Math.ceil(to / 60) * 60, dayMinutes) }
}

export type Lane = { readonly lane: number; readonly lanes: number }

type Drawn = Span & Pick<Block, "id" | "column">

/** Side by side where they are drawn at the same time: a visit that was done early, and the next that took its hour. */
export function lanesOf(blocks: readonly Drawn[]): ReadonlyMap<string, Lane> {
  const lanes = new Map<string, Lane>()
  for (const group of meeting(blocks)) {
    const ends: number[] = []
    const placed = group.map(({ id, from, to }) => {
      const free = ends.findIndex((end) => end <= from)
      const lane = free === -1 ? ends.length : free
      ends[lane] = to
      return { id, lane }
    })
    for (const { id, lane } of placed) lanes.set(id, { lane, lanes: ends.length })
  }
  return lanes
}

/** Those of one column that meet, one after the other. */
function meeting(blocks: readonly Drawn[]): Drawn[][] {
  const groups: Drawn[][] = []
  for (const block of blocks.toSorted((a, b) => a.column.localeCompare(b.column) || a.from - b.from)) {
    const last = groups.at(-1)
    if (last?.some((other) => other.column === block.column && touches(other, block))) last.push(block)
    else groups.push([block])
  }
  return groups
}

/** So many lines of text fit a block below its first one, at 60 pixels an hour. */
export function linesIn({ from, to }: Span): number {
  return Math.max(0, Math.floor((to - from - 6) / 17) - 1)
}

/** The time around the work: where nobody is planned. */
export function idleOf(work: readonly Span[], hours: Span): Span[] {
  const edges = [hours.from, ...work.flatMap(({ from, to }) => [from, to]), hours.to]
  return edges.flatMap((from, index) => {
    const to = edges[index + 1]
    return index % 2 === 0 && to !== undefined && from < to ? [{ from, to }] : []
  })
}
