import type * as z from "zod"
import { can } from "./actor.ts"
import type { Visit } from "./command.ts"
import { inTransaction, type Tx } from "./database/transaction.ts"
import { parsed } from "./input.ts"
import { refuse } from "./refusals.ts"

export type Looking = Pick<Visit, "kernel" | "business" | "actor"> & { readonly tx: Tx; readonly now: Temporal.Instant }

type Definition<I extends z.ZodType, R> = {
  readonly name: string
  readonly needs: string
  readonly input: I
  readonly run: (looking: Looking, input: z.output<I>) => Promise<R>
}

export type Query<I extends z.ZodType, R> = {
  (visit: Visit, input: z.input<I>): Promise<R>
  readonly queryName: string
  readonly needs: string
}

const names = new Map<string, { needs: string }>()
export function allQueries(): ReadonlyMap<string, { readonly needs: string }> {
  return names
}

/** A question: reads in the visitor's scope only, in a read-only transaction. */
export function query<I extends z.ZodType, R>({ name, needs, input: schema, run }: Definition<I, R>): Query<I, R> {
  if (names.has(name)) throw new Error(`two queries are named ${name}`)
  names.set(name, { needs })

  const ask = async (visit: Visit, raw: z.input<I>): Promise<R> => {
    const { kernel, business, actor } = visit
    if (!can(kernel.permissions, actor, needs)) refuse(actor.scope === "public" ? "sign_in_needed" : "not_allowed")
    const input = parsed(schema, raw)
    return inTransaction(kernel.pool, { businessId: business.id, actor, readOnly: true }, (tx) =>
      run({ kernel, business, actor, tx, now: kernel.clock() }, input),
    )
  }
  return Object.assign(ask, { queryName: name, needs })
}

/**
 * One read at a time for visitors who are nobody in particular and ask the same thing: who arrives while a read runs
 * shares the next one, so an answer is never older than the question.
 */
export function shared<A, R>(answer: (visit: Visit, asked: A) => Promise<R>): (visit: Visit, asked: A) => Promise<R> {
  const running = new WeakMap<Visit["kernel"], Map<string, Reading<R>>>()

  return (visit, asked) => {
    if (visit.actor.scope !== "public") return answer(visit, asked)
    const readings = running.get(visit.kernel) ?? new Map<string, Reading<R>>()
    running.set(visit.kernel, readings)
    return joined(readings, JSON.stringify([visit.business.id, asked]), () => answer(visit, asked))
  }
}

type Reading<R> = { readonly current: Promise<R>; next: Promise<R> | null }

function joined<R>(readings: Map<string, Reading<R>>, key: string, read: () => Promise<R>): Promise<R> {
  const reading = readings.get(key)
  if (reading === undefined) return started(readings, key, read)

  reading.next ??= reading.current.catch(() => undefined).then(() => started(readings, key, read))
  return reading.next
}

function started<R>(readings: Map<string, Reading<R>>, key: string, read: () => Promise<R>): Promise<R> {
  const reading: Reading<R> = { current: read(), next: null }
  const forget = () => {
    if (readings.get(key) === reading && reading.next === null) readings.delete(key)
  }
  readings.set(key, reading)
  reading.current.then(forget, forget)
  return reading.current
}
