import { type Day, nextToSend } from "./day.ts"
import { type Api, send } from "./send.ts"
import type { Store } from "./store.ts"

export type Syncing = {
  readonly date: string
  readonly accountId: string
  readonly api: Api
  readonly heard: () => Promise<void>
}

/** `signed_out`: nobody is signed in on this phone, or somebody else is, in whose name nothing may be sent. */
export type Synced = "done" | "away" | "signed_out"

/** A line that hangs must not keep what is done meanwhile from being sent. */
const patienceMs = 20_000

/** Everything that may be sent, one after the other; then the day as the counter sees it. */
export async function synced(kept: Store, syncing: Syncing): Promise<Synced> {
  const here = await signedIn(syncing)
  if (here !== "done") return here
  const sent = await allSent(kept, syncing)
  if (sent === "signed_out" || sent === "away") return sent
  const fresh = await asked<Day>(syncing.api, `/desk/my-day?date=${syncing.date}&locale=${syncing.api.language}`)
  if (typeof fresh === "string") return fresh
  await kept.keepDay(fresh)
  return sent === "broken" ? "away" : sent
}

/** Cookies are the phone's: a page that stays open, or is kept, may be another person's than the session. */
async function signedIn({ api, accountId }: Syncing): Promise<Synced> {
  const who = await asked<{ readonly id?: string }>(api, "/session")
  if (typeof who === "string") return who
  return who.id === accountId ? "done" : "signed_out"
}

/** In its order; a visit on which the counter breaks waits, and the others go on. */
async function allSent(kept: Store, { date, api, heard }: Syncing): Promise<Synced | "broken"> {
  const waiting = new Set<string>()
  for (;;) {
    const sending = nextToSend(await kept.sendings(), waiting)
    if (sending === undefined) return waiting.size === 0 ? "done" : "broken"
    const sent = await send(sending, api)
    if (sent.outcome === "away" || sent.outcome === "signed_out") return sent.outcome
    if (sent.outcome === "broken") waiting.add(sending.visitId)
    else if (sent.outcome === "done") await kept.settle(sending, { date, answer: sent.answer })
    else await kept.refuse(sending, sent.refusal)
    await heard()
  }
}

async function asked<T extends object>({ base }: Api, path: string): Promise<T | "away" | "signed_out"> {
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const response = await fetch(`${base}${path}`, { headers: { accept: "application/json" }, signal })
    if (response.status === 401) return "signed_out"
    const body: unknown = response.ok ? await response.json() : null
    return typeof body === "object" && body !== null ? (body as T) : "away"
  } catch {
    return "away"
  }
}
