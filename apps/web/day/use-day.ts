"use client"

import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react"
import type { Day, Deed, Sending } from "./day.ts"
import type { Api } from "./send.ts"
import { openStore, type Store } from "./store.ts"
import { synced } from "./sync.ts"

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
      lock === null ? null : synced(await store(), { date, accountId, api, heard }),
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
