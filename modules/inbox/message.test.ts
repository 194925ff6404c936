import { describe, expect, it } from "vitest"
import { readMessages, wordsOf } from "#kernel/messages.ts"
import { keysOf } from "#kernel/words.ts"
import { htmlOf, type MessageFacts, rendered, type Template, templates } from "./message.ts"

const facts: MessageFacts = {
  customerName: "Nadia Benali",
  number: "CMD-7K3F-92QX",
  totalMinor: 1_910_000,
  currency: "DZD",
  method: "satim",
  carrier: "Yalidine",
  carrierReference: "YAL-88231",
  reason: "Solde insuffisant",
}
const link = "https://counter.example/maison/orders/0123456789abcdefghjkmnpqrs"
const said = (language: "fr" | "ar" | "en", template: Template, given: Partial<MessageFacts> = {}) => {
  const locale = { language, country: "DZ" } as const
  const from = { name: "MJ Chauffage", phone: "+21321000142" }
  return rendered({ template, facts: { ...facts, ...given }, locale, words: wordsOf(locale), link, from })
}
const languages = ["fr", "ar", "en"] as const

describe("writing to a customer", () => {
  it.each(languages.flatMap((language) => templates.map((template) => [language, template] as const)))(
    "says %s %s with the number and who writes, the name and the link unless others read it too, and leaves no blank",
    (language, template) => {
      const { subject, body } = said(language, template)
      expect(subject).toContain("CMD-7K3F-92QX")
      expect(body.includes("Nadia Benali")).toBe(template !== "payment-receipt")
      expect(body.includes(link)).toBe(template !== "payment-receipt")
      expect(body).toContain("MJ Chauffage")
      expect(body).not.toMatch(/[{}]|undefined|null/)
    },
  )
  it("says in French what there is to pay to the courier, and that a card order has nothing to pay", () => {
    expect(said("fr", "order-shipped", { method: "cash_on_delivery" }).body).toContain(
      "Préparez 19\u202f100\u00a0DA en espèces",
    )
    expect(said("fr", "order-shipped").body).toContain("Elle est déjà payée")
    expect(said("fr", "order-shipped").body).toContain("Yalidine. Référence de suivi\u00a0: YAL-88231.")
  })
  it("passes on the bank's own words when there are any", () => {
    expect(said("fr", "payment-failed").body).toContain("Réponse reçue\u00a0: Solde insuffisant")
    const { reason: _reason, ...silent } = facts
    expect(said("fr", "payment-failed", silent).body).toContain("Solde insuffisant")
    const locale = { language: "fr", country: "DZ" } as const
    const from = { name: "MJ", phone: "+21321000142" }
    const written = rendered({ template: "payment-failed", facts: silent, locale, words: wordsOf(locale), link, from })
    expect(written.body).toContain("n’a pas abouti.\n\n")
  })
  it("keeps codes and telephone numbers from being turned round in Arabic", () => {
    const { body } = said("ar", "order-shipped")
    expect(body).toContain("\u2066CMD-7K3F-92QX\u2069")
    expect(body).toContain("\u2066YAL-88231\u2069")
  })
  it("has the same keys in every language", () => {
    const { fr, ar, en } = readMessages()
    const keys = keysOf(fr.inbox ?? {})
    expect(keys.length).toBeGreaterThan(templates.length)
    expect(keysOf(ar.inbox ?? {})).toEqual(keys)
    expect(keysOf(en.inbox ?? {})).toEqual(keys)
  })
})

describe("the same text as HTML", () => {
  it("runs from right to left in Arabic, and links the order", () => {
    const html = htmlOf({ body: said("ar", "order-placed").body, locale: { language: "ar", country: "DZ" } })
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(html).toContain(`<a href="${link}">${link}</a>`)
  })
  it("shows what a customer typed as text, never as markup", () => {
    const { body } = said("fr", "order-placed", { customerName: '<img src=x onerror="alert(1)">' })
    const html = htmlOf({ body, locale: { language: "fr", country: "DZ" } })
    expect(html).not.toContain("<img")
    expect(html).toContain("&#60;img src=x onerror=&#34;alert(1)&#34;&#62;")
  })
})
