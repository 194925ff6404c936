"use client"

import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react"
import { type Day, type Deed, nextToSend, type Sending } from "./day.ts"
import { type Api, send } from "./send.ts"
import { openStore, type Store } from "./store.ts"

type Who = { readonly slug: string; readonly accountId: string; readonly date: string; readonly api: Api }

export type DayView = {
  readonly day: Day | null
  readonly sendings: readonly Sending[]
  readonly isOnline: boolean
  readonly isSignedOut: boolean
  /** Until the phone has looked into its own memory. */
  readonly isReady: boolean
  readonly act: (visitId: string, deed: Deed) => Promise<void>
  readonly retry: (sending: Sending) => Promise<void>
  readonly drop: (sending: Sending) => Promise<void>
  /** The counter has news: look at the day again, a moment later, since they seldom come alone. */
  readonly look: () => void
}

/** Between two tries while the counter does not answer. */
const pausesMs = [2_000, 5_000, 15_000, 60_000]
const busyMs = 300
const newsMs = 2_000

/** The day on this phone: shown from memory at once, from the counter when it answers; what is done is kept, then sent. */
export function useDay({ slug, accountId, date, api }: Who): DayView {
  const [day, setDay] = useState<Day | null>(null)
  const [sendings, setSendings] = useState<readonly Sending[]>([])
  const [isOnline, setOnline] = useState(true)
  const [isSignedOut, setSignedOut] = useState(false)
  const [isReady, setReady] = useState(false)
  const opening = useRef<Promise<Store> | null>(null)
  const tries = useRef(0)
  const timer = useRef<number | undefined>(undefined)
  const news = useRef<number | undefined>(undefined)

  const store = useCallback(() => {
    opening.current ??= openStore(slug, accountId)
    return opening.current
  }, [slug, accountId])

  const show = useCallback(async () => {
    const kept = await store()
    // Both at once: a deed that is settled is in the day from the moment it is unsent no more.
    const [left, known] = await kept.shown(date)
    setSendings(left)
    setDay(known ?? null)
  }, [store, date])

  /** The counter has answered: so there is a network, whatever the phone thought. */
  const heard = useCallback(() => {
    setOnline(true)
    return show()
  }, [show])

  const later = useEffectEvent(() => {
    const pause = pausesMs[Math.min(tries.current, pausesMs.length - 1)]
    tries.current += 1
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void sync(), pause)
  })

  const sync = useEffectEvent(async (): Promise<void> => {
    const done = await navigator.locks.request(`guichet-day-${slug}`, { ifAvailable: true }, async (lock) =>
      lock === null ? null : synced(await store(), { date, api, heard }),
    )
    if (done === null) {
      // Another turn is at it, and may have looked before this was added.
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(() => void sync(), busyMs)
      return
    }
    setSignedOut(done === "signed_out")
    setOnline(done !== "away")
    await show()
    if (done === "away") later()
    else tries.current = 0
  })

  const wake = useEffectEvent(() => {
    tries.current = 0
    void sync()
  })
  useEffect(() => {
    void show().then(() => {
      setReady(true)
      wake()
    })
    const asleep = wakesUp({ wake, gone: () => setOnline(false) })
    return () => {
      asleep()
      window.clearTimeout(timer.current)
      window.clearTimeout(news.current)
    }
  }, [show])

  const changed = async (change: (kept: Store) => Promise<void>) => {
    await change(await store())
    await show()
    tries.current = 0
    void sync()
  }
  return {
    day,
    sendings,
    isOnline,
    isSignedOut,
    isReady,
    act: (visitId, deed) => {
      const unsent = { key: crypto.randomUUID(), accountId, visitId, at: new Date().toISOString(), deed, refusal: null }
      return changed((kept) => kept.add(unsent))
    },
    retry: (sending) => changed((kept) => kept.retry(sending)),
    drop: ({ id }) => changed((kept) => kept.drop(id)),
    look: () => {
      window.clearTimeout(news.current)
      news.current = window.setTimeout(() => void sync(), newsMs)
    },
  }
}

/** Whenever the network or the person comes back. Returns how to stop. */
function wakesUp({ wake, gone }: { wake: () => void; gone: () => void }): () => void {
  const seen = () => {
    if (document.visibilityState === "visible") wake()
  }
  window.addEventListener("online", wake)
  window.addEventListener("offline", gone)
  document.addEventListener("visibilitychange", seen)
  return () => {
    window.removeEventListener("online", wake)
    window.removeEventListener("offline", gone)
    document.removeEventListener("visibilitychange", seen)
  }
}

type Syncing = { readonly date: string; readonly api: Api; readonly heard: () => Promise<void> }

/** Everything that may be sent, one after the other; then the day as the counter sees it. */
async function synced(kept: Store, { date, api, heard }: Syncing): Promise<"done" | "away" | "signed_out"> {
  for (;;) {
    const sending = nextToSend(await kept.sendings())
    if (sending === undefined) break
    const sent = await send(sending, api)
    if (sent.outcome === "away" || sent.outcome === "signed_out") return sent.outcome
    if (sent.outcome === "done") await kept.settle(sending, { date, answer: sent.answer })
    else await kept.refuse(sending, sent.refusal)
    await heard()
  }
  const fresh = await freshDay(date, api)
  if (typeof fresh === "string") return fresh
  await kept.keepDay(fresh)
  return "done"
}

async function freshDay(date: string, { base, language }: Api): Promise<Day | "away" | "signed_out"> {
  const address = `${base}/desk/my-day?date=${date}&locale=${language}`
  const response = await fetch(address, { headers: { accept: "application/json" } }).catch(() => null)
  if (response?.status === 401) return "signed_out"
  return response?.ok === true ? response.json().catch(() => "away") : "away"
}
