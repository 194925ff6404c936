import { fork } from "node:child_process"
import { join } from "node:path"
import * as z from "zod"

/** What a load process does: one kind of question, from so many connections at once, for so many seconds. */
export type Plan = {
  readonly kind: "statement" | "orders" | "bookings" | "page"
  readonly url: string
  readonly connections: number
  readonly warmSeconds: number
  readonly seconds: number
  readonly variants?: readonly string[]
  readonly businessId?: string
  readonly text?: string
}

const load = z.object({
  perSecond: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  failed: z.number(),
  /** How many of each step as many connections get answered that do nothing else, by the time that one takes here. */
  stepsPerSecond: z.record(z.string(), z.number()),
})
export type Load = z.output<typeof load>

/** Runs a plan in a process of its own; it shares the machine with what it measures. Throws when an answer was wrong. */
export async function loaded(plan: Plan): Promise<Load> {
  const child = fork(join(import.meta.dirname, "load.ts"), { execArgv: [] })
  const result = await new Promise<Load>((resolve, reject) => {
    child.once("message", (message) => resolve(load.parse(message)))
    child.once("error", reject)
    child.once("exit", (code) => reject(new Error(`the load process ended (code ${code}) without a result`)))
    child.send(plan)
  })
  if (result.failed > 0) throw new Error(`${result.failed} answers of ${plan.kind} were not what was asked for`)
  return result
}
