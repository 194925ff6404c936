import type { Business } from "#kernel/actor.ts"
import type { Profile } from "#modules/businesses/index.ts"
import type { FiscalContent, Seller } from "./document.ts"

/** Fiscal documents are written in French or Arabic, the languages their country's administration reads. */
export function documentLanguage(language: "fr" | "ar" | "en"): FiscalContent["language"] {
  return language === "ar" ? "ar" : "fr"
}

/** Who issues, as registered on this day: copied into the document, so that moving house changes no old invoice. */
export function sellerOf(
  business: Pick<Business, "name">,
  profile: Profile,
  language: FiscalContent["language"],
): Seller {
  const { contacts, legal, mark } = profile
  return {
    name: business.name,
    legalName: legal.name,
    legalForm: legal.form,
    capitalMinor: legal.capitalMinor,
    mark,
    address: `${contacts.address[language]}\n${contacts.postalCode} ${contacts.city[language]}`,
    phone: contacts.phone,
    email: contacts.email,
    registrations: legal.registrations.map(({ label, value }) => ({ label, value })),
  }
}
