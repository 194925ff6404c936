import * as z from "zod"
import type { Job } from "#kernel/events.ts"

/** The one task of the queue: an errand about one subject of one business. */
export const taskName = "errand"
export const errandJob = z.strictObject({ businessId: z.uuid(), errand: z.string(), subjectId: z.uuid() })
export type ErrandJob = z.output<typeof errandJob>

/** As `graphile_worker.add_jobs` takes it; `runAt` null is now. */
export type Spec = { readonly payload: ErrandJob; readonly runAt: string | null; readonly key: string }

export function specOf(businessId: string, { errand, subjectId, runAt = undefined }: Job): Spec {
  const payload = { businessId, errand, subjectId }
  return { payload, runAt: runAt ?? null, key: keyOf(payload, runAt ?? "now") }
}

/**
 * Nudges come together in one run; each planned time is a run of its own; and what an errand asks for itself is one run
 * more, which puts off nothing that was planned. `when` is a planned time as it was told, or one of these words.
 */
export function keyOf({ businessId, errand, subjectId }: ErrandJob, when: string): string {
  return `${businessId}/${errand}/${subjectId}/${when}`
}

/** A batch may name a key once; the last one is the latest word. */
export function oncePerKey(specs: readonly Spec[]): Spec[] {
  return [...new Map(specs.map((spec) => [spec.key, spec])).values()]
}
