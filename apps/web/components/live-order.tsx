"use client"

import { useRouter } from "next/navigation"
import { useRef } from "react"
import { useNews } from "./news.ts"

/** Several things happen at once when money arrives: they are shown together. */
const togetherMs = 250

/** Looks again when something happened to this order. The server says what the page then shows. */
export function LiveOrder({ events }: { readonly events: string }) {
  const router = useRouter()
  const timer = useRef<number | undefined>(undefined)
  useNews(events, {
    heard: () => {
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(() => router.refresh(), togetherMs)
    },
    missed: () => router.refresh(),
  })
  return null
}
