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
 * One read at a time for visitors who ask the same thing: who arrives while a read runs shares the next one,
 * so an answer is never older than the question.
 */
export function shared<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const running = new Map<string, { current: Promise<T>; next: Promise<T> | null }>()
  const start = (key: string): Promise<T> => {
    const current = read(key)
    const entry = { current, next: null as Promise<T> | null }
    running.set(key, entry)
    void current
      .catch(() => undefined)
      .then(() => {
        if (running.get(key) === entry && entry.next === null) running.delete(key)
      })
    return current
  }
  return (key) => {
    const entry = running.get(key)
    if (entry === undefined) return start(key)
    entry.next ??= entry.current.catch(() => undefined).then(() => start(key))
    return entry.next
  }
}
