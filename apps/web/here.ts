import "server-only"
import { notFound } from "next/navigation"
import { cache } from "react"
import type { Answered } from "#kernel/contract.ts"
import type { Locale } from "#kernel/format.ts"
import type { Words } from "#kernel/words.ts"
import { endpoints } from "#modules/businesses/contract.ts"
import { api } from "./api.ts"
import { needed } from "./needed.ts"
import { addressOf, type Visit, visitNow } from "./visit.ts"
import { wordsOf } from "./words.ts"

export type Business = Answered<typeof endpoints.showBusiness>

/** What every page of a business needs: whose it is, how it speaks, and where its links lead. */
export type Here = {
  readonly visit: Visit
  readonly business: Business
  readonly locale: Locale
  readonly t: Words
  /** The public address of a page of this business, in this language. */
  readonly to: (path: string) => string
  /** The same below the API, for downloads and live pages. */
  readonly apiTo: (path: string) => string
}

/** The business of this visit, asked once per request; null on the instance's own pages. */
export const businessHere = cache(async () => {
  const { slug, language } = await visitNow()
  return slug === "" ? null : api(endpoints.showBusiness, { query: { locale: language } })
})

export const here = cache(async (): Promise<Here> => {
  const visit = await visitNow()
  const business = needed((await businessHere()) ?? notFound())
  const locale = { language: visit.language, country: business.country }
  return {
    visit,
    business,
    locale,
    t: wordsOf(locale),
    to: (path) => addressOf(visit, path),
    apiTo: (path) => `/api/v1/${visit.slug}${path}`,
  }
})

/** The same at a shop; a business that sells nothing has no such page. */
export async function shopHere(): Promise<Here> {
  const at = await here()
  if (!at.business.features.includes("shop")) notFound()
  return at
}

/** The same where something is ordered or booked, that one can look for again. */
export async function orderedHere(): Promise<Here> {
  const at = await here()
  if (!canOrder(at.business)) notFound()
  return at
}

export function canOrder({ features }: Business): boolean {
  return features.includes("shop") || features.includes("booking")
}

/** The same where visits are booked. */
export async function bookingHere(): Promise<Here> {
  const at = await here()
  if (!at.business.features.includes("booking")) notFound()
  return at
}
