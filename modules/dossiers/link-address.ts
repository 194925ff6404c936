import type { Business, Language } from "#kernel/actor.ts"
import type { Kernel } from "#kernel/command.ts"
import { type Kind, tokenOf } from "./dossier.ts"

/** Where the page of each kind of dossier lives. */
const pages = {
  order: "orders",
  appointment: "appointments",
  claim: "claims",
  ticket: "tickets",
  project: "projects",
} as const satisfies Record<Kind, string>

type Linked = {
  readonly id: string
  readonly kind: Kind
  readonly locale: Language
  readonly linkGeneration: number
  readonly linkKeyVersion: number
}

/** Where visitors reach a business in their language; French has no segment of its own. */
export function publicAddress({ publicUrl }: Pick<Kernel, "publicUrl">, business: Business, locale: Language): string {
  return `${publicUrl}/${business.slug}${locale === "fr" ? "" : `/${locale}`}`
}

/** The page that a dossier's guest link opens. */
export function linkAddress(
  kernel: Pick<Kernel, "publicUrl" | "linkKeys">,
  business: Business,
  dossier: Linked,
): string {
  const { id: dossierId, linkGeneration: generation, linkKeyVersion: keyVersion } = dossier
  const token = tokenOf(kernel, { businessId: business.id, dossierId, generation, keyVersion })
  return `${publicAddress(kernel, business, dossier.locale)}/${pages[dossier.kind]}/${token}`
}
