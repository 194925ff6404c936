import { weekStart } from "#kernel/format.ts"

type Country = Parameters<typeof weekStart>[0]
export type Asked = { readonly [name in "day" | "view" | "technician" | "zone"]?: string | undefined }

/** What the calendar is asked to show, whatever its address says. */
export type Looked = {
  readonly today: string
  readonly day: string
  readonly view: "day" | "week"
  readonly days: readonly string[]
  readonly technician: string | undefined
  readonly zone: string | undefined
}

const dayShape = /^\d{4}-\d{2}-\d{2}$/
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const idOf = (asked: string | undefined) => (asked !== undefined && idShape.test(asked) ? asked : undefined)

/** A day, or the week around it as the country counts weeks; today when the address names no day. */
export function lookedAt(asked: Asked, { country, today }: { country: Country; today: string }): Looked {
  const day = dayOf(asked.day) ?? today
  const view = asked.view === "week" ? "week" : "day"
  const days = view === "day" ? [day] : weekOf(day, weekStart(country))
  return { today, day, view, days, technician: idOf(asked.technician), zone: idOf(asked.zone) }
}

function dayOf(asked: string | undefined): string | null {
  if (asked === undefined || !dayShape.test(asked)) return null
  try {
    return Temporal.PlainDate.from(asked).toString()
  } catch {
    return null
  }
}

function weekOf(day: string, starts: 1 | 7): string[] {
  const date = Temporal.PlainDate.from(day)
  const first = date.subtract({ days: (date.dayOfWeek - starts + 7) % 7 })
  return Array.from({ length: 7 }, (_, n) => first.add({ days: n }).toString())
}

export function searchOf({ day, view, technician, zone }: Omit<Looked, "today" | "days">): string {
  const chosen = Object.entries({ day, view, technician, zone }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return `?${new URLSearchParams(chosen)}`
}
