import * as z from "zod"
import type { Actor, Business } from "./actor.ts"
import { type Acting, command, type Kernel } from "./command.ts"
import { boolean, instant, integer, text, uuid } from "./database/column.ts"
import { count, maybe, statement } from "./database/statement.ts"
import { inTransaction, type Tx } from "./database/transaction.ts"
import type { Files } from "./files.ts"
import type { Http } from "./http.ts"
import type { Mail } from "./mail.ts"
import { Retryable } from "./refusals.ts"

/** The world beyond the database, as composition opens it: only errands may use it. */
export type Outside = {
  readonly http: Http
  readonly files: Files
  readonly mail: Mail
}

/** What an errand may reach while no transaction is open. */
export type Reach = Outside & {
  readonly kernel: Kernel
  readonly business: Business
}

export type Running = {
  readonly kernel: Kernel
  readonly tx: Tx
  readonly business: Business
  readonly now: Temporal.Instant
  readonly subjectId: string
}

/** Ask again later (the worker re-runs it then), or be done. */
export type Recorded = { readonly againInSeconds: number } | undefined

/** What a call may take at most, in the worker or while a visitor waits; leases are longer. */
export const longestCallMs = 25_000

type Definition<L, A> = {
  readonly name: string
  /** A crashed run is taken for unknown after this long: more than `longestCallMs`. */
  readonly leaseMs: number
  /** Short transaction: what the call needs, or null when there is nothing to do any more. */
  readonly claim: (running: Running) => Promise<L | null>
  /** No transaction: the only place that reaches the network or makes a file. */
  readonly call: (loaded: L, reach: Reach) => Promise<A>
  /** Short transaction, guarded by the attempt number: writes down what came of it. */
  readonly record: (acting: Acting, outcome: { readonly loaded: L; readonly answer: A }) => Promise<Recorded>
  /** A run died while calling: it is never called again blindly. Ask for the status, or raise a task. */
  readonly onUnknown: (loaded: L, reach: Reach) => Promise<A>
  /** Whose staff are told when it is given up. */
  readonly dossierOf?: (loaded: L) => string | null
}

export type Errand = {
  readonly errandName: string
  /** Throws what the call or the record threw, and `GivenUp` once that has happened too often. */
  readonly run: (run: Run) => Promise<Ran>
}
type Run = {
  readonly kernel: Kernel
  readonly business: Business
  readonly subjectId: string
  readonly deadlineMs: number
}
/** `busy`: another run holds the lease, or a run that failed left it. */
export type Ran = "done" | "nothing" | "busy" | { readonly againInSeconds: number }

/** An errand failed as often as is let pass: asking it again is no use before a person has looked. */
export class GivenUp extends Error {
  override readonly name = "GivenUp"
}

const failuresAtMost = 10
/** Between two runs that fail, the pause doubles from one lease to this. */
const longestPauseMs = 600_000

const claimLease = statement("kernel.claim-errand", {
  takes: { businessId: uuid, name: text, subjectId: uuid, now: instant, leaseUntil: instant },
  gives: maybe({ attempt: integer, failures: integer, unknown: boolean }),
  sql: `insert into guichet.errands as e (business_id, name, subject_id, status, attempt, lease_until, updated_at)
    values (:businessId, :name, :subjectId, 'sending', 1, :leaseUntil, :now)
    on conflict (business_id, name, subject_id) do update
      set status = 'sending', attempt = e.attempt + 1, unknown = (e.status = 'sending'), lease_until = :leaseUntil, updated_at = :now
      where e.status <> 'sending' or e.lease_until < :now
    returning attempt, failures, unknown`,
})

const findLease = statement("kernel.find-errand-lease", {
  takes: { name: text, subjectId: uuid },
  gives: maybe({ leaseUntil: instant }),
  sql: "select lease_until from guichet.errands where name = :name and subject_id = :subjectId and status = 'sending'",
})

const endLease = statement("kernel.end-errand", {
  takes: { businessId: uuid, name: text, subjectId: uuid, attempt: integer, status: text, now: instant },
  gives: count,
  sql: `update guichet.errands set status = :status, failures = 0, updated_at = :now
    where business_id = :businessId and name = :name and subject_id = :subjectId and attempt = :attempt and status = 'sending'`,
})

/** The lease stays where it is, so that nothing is called a second time blindly; only its end moves. */
const countFailure = statement("kernel.count-errand-failure", {
  takes: { businessId: uuid, name: text, subjectId: uuid, attempt: integer, leaseUntil: instant, now: instant },
  gives: count,
  sql: `update guichet.errands set failures = failures + 1, lease_until = :leaseUntil, updated_at = :now
    where business_id = :businessId and name = :name and subject_id = :subjectId and attempt = :attempt and status = 'sending'`,
})

const failErrand = command({
  name: "errand.fail",
  needs: "system.follow",
  input: z.strictObject({ errand: z.string(), subjectId: z.uuid(), dossierId: z.uuid().nullable() }),

  run: async ({ tell }, { errand, subjectId, dossierId }) =>
    tell("errand.failed", { ...(dossierId === null ? {} : { dossierId }), facts: { errand, subjectId } }),
})

/** What a visitor waits for at most; the call goes on, and the worker takes what is left. */
const patienceMs = 4_000

/**
 * Runs an errand right after the event that asked for it was committed, while the visitor waits.
 * `late` when the outside world is slow or down: the same errand is a job of that event and runs again.
 */
export async function runNow(
  errand: Errand,
  { kernel, business, subjectId }: Omit<Run, "deadlineMs">,
): Promise<Ran | "late"> {
  const ran = errand.run({ kernel, business, subjectId, deadlineMs: longestCallMs }).catch((error: unknown) => {
    const told = { err: error, errand: errand.errandName, business: business.id, subject: subjectId }
    kernel.log.error(told, "an errand failed while a visitor waited")
    return "late" as const
  })
  const { promise: late, resolve } = Promise.withResolvers<"late">()
  const timer = setTimeout(resolve, patienceMs, "late")
  try {
    return await Promise.race([ran, late])
  } finally {
    clearTimeout(timer)
  }
}

/** How long the lease of an errand that is busy still runs; zero when it has ended meanwhile. */
export async function leaseLeftMs(
  { errandName: name }: Errand,
  { kernel, business, subjectId }: Omit<Run, "deadlineMs">,
): Promise<number> {
  return inTransaction(kernel.pool, { businessId: business.id, actor: actorOf(name), readOnly: true }, async (tx) => {
    const lease = await findLease(tx, { name, subjectId })
    return lease === null ? 0 : Math.max(kernel.clock().until(lease.leaseUntil).total("milliseconds"), 0)
  })
}

const listed = new Map<string, Errand>()
export function errandNamed(name: string): Errand | undefined {
  return listed.get(name)
}

/** Something that leaves the database: claimed, called without a transaction, recorded; never called twice blindly. */
export function errand<L, A>(definition: Definition<L, A>): Errand {
  if (listed.has(definition.name)) throw new Error(`two errands are named ${definition.name}`)
  if (definition.leaseMs <= longestCallMs) throw new Error(`the lease of ${definition.name} ends before its call may`)
  const made: Errand = { errandName: definition.name, run: (run) => ran(definition, run) }
  listed.set(definition.name, made)
  return made
}

type Claimed<L> = NonNullable<Awaited<ReturnType<typeof claimLease>>> & { readonly loaded: L }

async function ran<L, A>(definition: Definition<L, A>, run: Run): Promise<Ran> {
  const claimed = await claim(definition, run)
  if (claimed === "busy" || claimed === "nothing") return claimed

  try {
    return await carriedOut(definition, run, claimed)
  } catch (error) {
    // A database that is down counts nothing; what went wrong is said all the same.
    const failures = await failed(definition, run, claimed).catch(() => 0)
    if (failures < failuresAtMost) throw error
    throw new GivenUp(`${definition.name} of ${run.subjectId} failed ${failures} times`, { cause: error })
  }
}

async function carriedOut<L, A>(definition: Definition<L, A>, run: Run, claimed: Claimed<L>): Promise<Ran> {
  const { kernel, business, subjectId } = run
  const ask = claimed.unknown ? definition.onUnknown : definition.call
  const answer = await inTime(run, (reach) => ask(claimed.loaded, reach))

  return inTransaction(kernel.pool, { businessId: business.id, actor: actorOf(definition.name) }, async (tx) => {
    const now = kernel.clock()
    const lease = { businessId: business.id, name: definition.name, subjectId, attempt: claimed.attempt, now }
    if ((await endLease(tx, { ...lease, status: "done" })) === 0) return "busy"
    const again = await definition.record(actingIn(run, { tx, now, name: definition.name }), {
      loaded: claimed.loaded,
      answer,
    })
    return again ?? "done"
  })
}

/**
 * Throws at the deadline and ends what is open over HTTP. An answer that comes later is nobody's: the lease ends, and
 * the next run finds out what became of this one.
 */
async function inTime<A>({ kernel, business, deadlineMs }: Run, call: (reach: Reach) => Promise<A>): Promise<A> {
  const deadline = new AbortController()
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(new Retryable(`no answer within ${deadlineMs} ms`, 1))
    deadline.abort()
  }, deadlineMs)
  const http: Http = (request) => kernel.outside.http({ ...request, signal: deadline.signal })
  try {
    return await Promise.race([call({ ...kernel.outside, http, kernel, business }), late])
  } finally {
    clearTimeout(timer)
  }
}

/** How often it failed in a row, this time counted. At the last time let pass, the house is told. */
async function failed<L, A>(definition: Definition<L, A>, run: Run, claimed: Claimed<L>): Promise<number> {
  const { name, leaseMs, dossierOf } = definition
  const { kernel, business, subjectId } = run
  const failures = claimed.failures + 1
  await inTransaction(kernel.pool, { businessId: business.id, actor: actorOf(name) }, async (tx) => {
    const now = kernel.clock()
    const pauseMs = Math.min(leaseMs * 2 ** claimed.failures, longestPauseMs)
    const lease = { businessId: business.id, name, subjectId, attempt: claimed.attempt, now }
    const counted = await countFailure(tx, { ...lease, leaseUntil: now.add({ milliseconds: pauseMs }) })
    if (counted === 0 || failures !== failuresAtMost) return

    const dossierId = dossierOf?.(claimed.loaded) ?? null
    await failErrand.within(actingIn(run, { tx, now, name }), { errand: name, subjectId, dossierId })
  })
  return failures
}

const actorOf = (name: string): Actor => ({ scope: "system", name })

/** Records run other commands with `within`, each with its own event; an errand has none itself. */
function actingIn(
  { kernel, business }: Run,
  { tx, now, name }: { tx: Tx; now: Temporal.Instant; name: string },
): Acting {
  return {
    kernel,
    tx,
    business,
    now,
    actor: actorOf(name),
    tell: () => {
      throw new Error("an errand records through commands, which tell")
    },
    last: () => {
      throw new Error("an errand records through commands, which say what comes last")
    },
    made: () => undefined,
  }
}

async function claim<L, A>(definition: Definition<L, A>, { kernel, business, subjectId }: Run) {
  return inTransaction(kernel.pool, { businessId: business.id, actor: actorOf(definition.name) }, async (tx) => {
    const now = kernel.clock()
    const lease = { businessId: business.id, name: definition.name, subjectId, now }
    const taken = await claimLease(tx, { ...lease, leaseUntil: now.add({ milliseconds: definition.leaseMs }) })
    if (taken === null) return "busy" as const
    const loaded = await definition.claim({ kernel, tx, business, now, subjectId })
    if (loaded !== null) return { ...taken, loaded }
    await endLease(tx, { ...lease, attempt: taken.attempt, status: "done" })
    return "nothing" as const
  })
}
