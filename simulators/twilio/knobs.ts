import { z } from "zod"
import type { Store } from "../store.ts"

const knobs = z.strictObject({
  /** How a text ends: "sent" never hears of its delivery. */
  outcome: z.enum(["delivered", "undelivered", "failed", "sent"]).default("delivered"),
  /** Of what is not delivered: 30003 is an unreachable phone. */
  errorCode: z.number().int().default(30_003),
  /** Between two steps of a text. */
  stepMs: z.number().int().nonnegative().default(300),
  /** The last step is told first. */
  outOfOrder: z.boolean().default(false),
  /** How often each step is told. */
  tellTimes: z.number().int().min(0).default(1),
  /** Told with a signature of another token. */
  forged: z.boolean().default(false),
  /** Texts to landlines and to Twilio's own test numbers are refused by these; others by this one when it is set. */
  refuseWith: z.number().int().nullable().default(null),
  html: z.boolean().default(false),
  httpStatus: z.number().int().min(400).max(599).nullable().default(null),
  /** Answers as usual, but late. */
  slowMs: z.number().int().nonnegative().default(0),
  /** Keeps the call waiting, then closes without an answer. */
  hangMs: z.number().int().nonnegative().default(0),
  connection: z.enum(["ok", "closed", "reset"]).default("ok"),
  /** Which calls go wrong. */
  faultOn: z.array(z.enum(["send", "list"])).default(["send", "list"]),
  /** "after": the text is taken, and only the answer is lost. */
  faultWhen: z.enum(["before", "after"]).default("before"),
  /** How many calls go wrong before all is well again; null for every call. */
  faultTimes: z.number().int().positive().nullable().default(null),
})
export type Knobs = z.infer<typeof knobs>

export const someKnobs = z.strictObject(
  Object.fromEntries(Object.entries(knobs.shape).map(([name, knob]) => [name, knob.unwrap().optional()])),
)
type SomeKnobs = z.infer<typeof someKnobs>

export type KnobBoard = {
  now(): Knobs
  set(given: SomeKnobs): void
  /** One of the calls that `faultTimes` counts is over. */
  countFault(): void
  reset(): void
}

export function openKnobs(store: Store): KnobBoard {
  const saved = store.collection("twilio.knobs", someKnobs)
  const now = () => knobs.parse(saved.get("all") ?? {})
  return {
    now,
    set: (given) => saved.set("all", { ...saved.get("all"), ...given }),
    countFault: () => {
      const { faultTimes } = now()
      if (faultTimes === null) return
      if (faultTimes > 1) saved.set("all", { ...saved.get("all"), faultTimes: faultTimes - 1 })
      else saved.clear()
    },
    reset: () => saved.clear(),
  }
}
