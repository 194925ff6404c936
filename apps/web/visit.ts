import "server-only"
import { headers } from "next/headers"
import { cache } from "react"
import type { Language } from "#kernel/format.ts"

/** One request as the gate hands it on: which business, in which language, under which public prefix. */
export type Visit = {
  /** Empty on the instance's own pages. */
  readonly slug: string
  readonly language: Language
  /** Prefix of public addresses: `/mj-chauffage`, or nothing on the business's own host. */
  readonly base: string
  /** The visitor's address, which the gate counts limits by. */
  readonly client: string
  /** `https://counter.example`, as visitors know it. */
  readonly origin: string
}

export const visitNow = cache(async (): Promise<Visit> => {
  const sent = await headers()
  const locale = sent.get("x-guichet-locale")
  const host = sent.get("x-forwarded-host") ?? sent.get("host") ?? "localhost"
  return {
    slug: sent.get("x-guichet-business") ?? "",
    language: locale === "ar" || locale === "en" ? locale : "fr",
    base: sent.get("x-guichet-base") ?? "",
    client: sent.get("x-guichet-client") ?? "",
    origin: `${sent.get("x-forwarded-proto") ?? "http"}://${host}`,
  }
})

/** The public address of a page; French has no segment of its own. */
export function addressOf({ base, language }: Pick<Visit, "base" | "language">, path: string): string {
  const address = `${base}${language === "fr" ? "" : `/${language}`}${path}`
  return address === "" ? "/" : address
}
