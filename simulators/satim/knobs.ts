import { z } from "zod"
import type { Store } from "../store.ts"

/** How the gateway treats an order, for as long as the order lives. */
const behaviour = z.strictObject({
  /** "documented": numbers and strings mixed per endpoint, as seen in the wild. */
  wireStyle: z.enum(["documented", "numeric", "string"]).default("documented"),
  /** Declines, cancellations and expiries with OrderStatus 6, or with no OrderStatus at all. */
  declineShape: z.enum(["orderStatus", "noOrderStatus"]).default("orderStatus"),
  /** Lets a payer pay after the session is over. */
  latePayment: z.boolean().default(false),
  sessionMinutes: z.number().positive().default(20),
  /** Centimes added to every amount reported, so that they differ from what was registered. */
  amountMismatchMinor: z.number().int().default(0),
  /** The payer closes the page instead of coming back. */
  noBrowserReturn: z.boolean().default(false),
  /** OrderStatus after a refund of part of the deposit: BPC gateways answer refunded, one integrator saw deposited. */
  partialRefund: z.enum(["refunded", "deposited"]).default("refunded"),
  /** How an unknown mdOrder is answered: ErrorCode 6, or HTTP 401 with a bare JSON string as seen in September 2026. */
  unknownOrder: z.enum(["errorCode", "http401"]).default("errorCode"),
})

/** What goes wrong with a call. All off by default. */
const faults = z.strictObject({
  accessDenied: z.boolean().default(false),
  duplicateOrderNumber: z.boolean().default(false),
  systemError: z.boolean().default(false),
  /** A proxy's page with HTTP 200. */
  html: z.boolean().default(false),
  httpStatus: z.number().int().min(400).max(599).nullable().default(null),
  /** Keeps the call waiting, then closes without an answer. */
  hangMs: z.number().int().nonnegative().default(0),
  /** Answers as usual, but late. */
  slowMs: z.number().int().nonnegative().default(0),
  connection: z.enum(["ok", "closed", "reset"]).default("ok"),
  /** Only these endpoints fail, such as "refund.do"; none listed means all of them. */
  faultOn: z.array(z.string()).default([]),
  /** "after": the gateway does the work, and only its answer is lost. */
  faultWhen: z.enum(["before", "after"]).default("before"),
  /** How many calls fail before all is well again; null for every call. */
  faultTimes: z.number().int().positive().nullable().default(null),
})

const knobs = z.strictObject({ ...behaviour.shape, ...faults.shape })

export type Knobs = z.infer<typeof knobs>

/** A setting of some knobs: those left out keep the value of the wider scope. */
export const someKnobs = z.strictObject(
  Object.fromEntries(Object.entries(knobs.shape).map(([name, knob]) => [name, knob.unwrap().optional()])),
)
export type SomeKnobs = z.infer<typeof someKnobs>

const behaviourNames: readonly string[] = Object.keys(behaviour.shape)

export type KnobBoard = {
  /** Knobs in force for an order, or for no order in particular. */
  of(mdOrder: string | null): Knobs
  /** Takes what was set aside for the next register.do; its faults concern that one call. */
  takeNext(): { readonly call: Knobs; readonly order: SomeKnobs }
  set(scope: Scope, given: SomeKnobs): void
  /** Uses up one of the calls `faultTimes` counts; at zero the scope's faults are cleared. */
  countFault(mdOrder: string | null): void
  reset(): void
  all(): Record<string, SomeKnobs>
}

export type Scope = { readonly mdOrder: string } | "global" | "nextRegister"

export function openKnobs(store: Store): KnobBoard {
  const entry = z.object({ scope: z.string(), given: someKnobs })
  const saved = store.collection("satim.knobs", entry)
  const given = (scope: string): SomeKnobs => saved.get(scope)?.given ?? {}
  const save = (scope: string, value: SomeKnobs) => saved.set(scope, { scope, given: value })
  const of = (mdOrder: string | null) => knobs.parse({ ...given("global"), ...(mdOrder ? given(mdOrder) : {}) })

  return {
    of,
    takeNext: () => {
      const next = given("nextRegister")
      saved.delete("nextRegister")
      return { call: knobs.parse({ ...given("global"), ...next }), order: only(next, behaviourNames) }
    },
    set: (scope, value) => {
      const name = typeof scope === "string" ? scope : scope.mdOrder
      save(name, { ...given(name), ...value })
    },
    countFault: (mdOrder) => {
      for (const scope of ["global", ...(mdOrder ? [mdOrder] : [])]) countDown(scope, { given, save })
    },
    reset: () => saved.clear(),
    all: () => Object.fromEntries(saved.values().map(({ scope, given }) => [scope, given])),
  }
}

function countDown(
  scope: string,
  board: { given: (scope: string) => SomeKnobs; save: (scope: string, value: SomeKnobs) => void },
): void {
  const now = board.given(scope)
  const left = now.faultTimes
  if (typeof left !== "number") return
  board.save(scope, left > 1 ? { ...now, faultTimes: left - 1 } : only(now, behaviourNames))
}

function only(given: SomeKnobs, names: readonly string[]): SomeKnobs {
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)))
}
