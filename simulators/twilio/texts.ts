import { randomBytes } from "node:crypto"
import { z } from "zod"
import type { Store } from "../store.ts"

const kept = 500

export const statuses = ["queued", "sent", "delivered", "undelivered", "failed", "received"] as const

export const text = z.object({
  sid: z.string(),
  direction: z.enum(["outbound-api", "inbound"]),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  status: z.enum(statuses),
  errorCode: z.number().nullable(),
  statusCallback: z.string().nullable(),
  createdAt: z.string(),
})
export type Text = z.infer<typeof text>

export type Texts = {
  add(given: Pick<Text, "direction" | "from" | "to" | "body" | "status" | "statusCallback">): Text
  save(text: Text): void
  find(sid: string): Text | undefined
  /** Newest first. */
  all(): Text[]
  clear(): void
  isOptedOut(phone: string): boolean
  /** What STOP and START do at Twilio itself. */
  setOptedOut(phone: string, isOut: boolean): void
}

/** The last 500 texts, in and out, and who wrote STOP. */
export function openTexts(store: Store): Texts {
  const saved = store.collection("twilio.texts", text)
  const optedOut = store.collection("twilio.opted-out", z.object({ phone: z.string() }))
  const forgetOldest = () => {
    const values = saved.values()
    for (const { sid } of values.slice(0, Math.max(0, values.length - kept))) saved.delete(sid)
  }
  return {
    add: (given) => {
      const sid = `SM${randomBytes(16).toString("hex")}`
      const added = { ...given, sid, errorCode: null, createdAt: new Date().toISOString() }
      saved.set(sid, added)
      forgetOldest()
      return added
    },
    save: (changed) => saved.set(changed.sid, changed),
    find: (sid) => saved.get(sid),
    all: () => saved.values().reverse(),
    clear: () => {
      saved.clear()
      optedOut.clear()
    },
    isOptedOut: (phone) => optedOut.get(phone) !== undefined,
    setOptedOut: (phone, isOut) => (isOut ? optedOut.set(phone, { phone }) : optedOut.delete(phone)),
  }
}
