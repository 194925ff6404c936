"use client"

import { useEffect, useEffectEvent } from "react"

/** How long a page waits that was refused its stream (many share one address), so that not all of them come at once. */
const patienceMs = () => 30_000 * (1 + Math.random() / 2)

type Listening = {
  /** Something happened, or too much to tell one by one. */
  readonly heard: () => void
  /** Without a stream, now and then, as long as somebody looks. */
  readonly missed?: () => void
}

/** Listens to a stream of events. A refused stream is no fault to show: it is asked for again later. */
export function useNews(address: string, { heard, missed }: Listening): void {
  const tell = useEffectEvent(heard)
  const look = useEffectEvent(() => missed?.())
  useEffect(() => {
    let source: EventSource
    let timer: number | undefined
    const open = () => {
      source = new EventSource(address)
      source.onmessage = () => tell()
      source.addEventListener("reset", () => tell())
      // A lost connection comes back by itself; an answer that is no stream ends it.
      source.onerror = () => {
        if (source.readyState === EventSource.CLOSED) timer = window.setTimeout(again, patienceMs())
      }
    }
    const again = () => {
      if (document.visibilityState === "visible") look()
      open()
    }
    open()
    return () => {
      window.clearTimeout(timer)
      source.close()
    }
  }, [address])
}
