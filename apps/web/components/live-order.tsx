"use client"

import { useRouter } from "next/navigation"
import { useEffect } from "react"

/** Several things happen at once when money arrives: they are shown together. */
const togetherMs = 250

/** Looks again when something happened to this order. The server says what the page then shows. */
export function LiveOrder({ events }: { readonly events: string }) {
  const router = useRouter()
  useEffect(() => {
    let timer: number | undefined
    const source = new EventSource(events)
    source.onmessage = () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(() => router.refresh(), togetherMs)
    }
    return () => {
      window.clearTimeout(timer)
      source.close()
    }
  }, [events, router])
  return null
}
