import * as z from "zod"

/** What the API answers instead of what was asked (RFC 9457), in the visitor's language. */
export type Problem = {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors: readonly { readonly path: string; readonly code: string; readonly detail: string }[]
  /** Slots instead of one that is taken, the nearest first. */
  readonly alternatives: readonly { readonly startsAt: string }[]
  /** Seconds after which the same request may succeed. */
  readonly retryAfterSeconds: number | null
  /** The id under which the fault is logged. */
  readonly reference: string | null
}

const sent = z.object({
  status: z.int(),
  code: z.string(),
  detail: z.string().default(""),
  instance: z.string().optional(),
  retryAfterSeconds: z.number().optional(),
  alternatives: z.array(z.object({ startsAt: z.iso.datetime({ offset: true }) })).catch([]),
  errors: z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() })).default([]),
})

/** Reads a problem, whatever came: an answer that is none counts as the API being away. */
export function problemFrom(status: number, body: unknown): Problem {
  const read = sent.safeParse(body)
  if (!read.success) return { ...away, status: status >= 400 ? status : 502 }

  const { instance, retryAfterSeconds = null, ...problem } = read.data
  return { ...problem, retryAfterSeconds, reference: instance?.replace("urn:uuid:", "") ?? null }
}

/** Nobody answered at all. */
export const away: Problem = {
  status: 503,
  code: "unavailable",
  detail: "",
  errors: [],
  alternatives: [],
  retryAfterSeconds: 2,
  reference: null,
}
