"use client"

import { createContext, useContext } from "react"
import type { Locale } from "#kernel/format.ts"
import type frDay from "#messages/fr/day.json"

/** The words of the day, as the server worded them: they are there without a network too. */
export type DayWords = { readonly [name in keyof (typeof frDay)["said"]]: string }

export type Spoken = {
  readonly w: DayWords
  readonly locale: Locale
  readonly zone: string
  /** Below the API of this business. */
  readonly apiTo: (path: string) => string
}

const SpokenContext = createContext<Spoken | null>(null)
export const SpokenProvider = SpokenContext.Provider

export function useSpoken(): Spoken {
  const spoken = useContext(SpokenContext)
  if (spoken === null) throw new Error("parts of the day stand inside it")
  return spoken
}
