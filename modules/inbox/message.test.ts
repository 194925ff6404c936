import { describe, expect, it } from "vitest"
import { readMessages, wordsOf } from "#kernel/messages.ts"
import { keysOf } from "#kernel/words.ts"
import { smsParts } from "../channels/sms-text.ts"
import { type AppointmentFacts, isOfAppointment, isText, type OrderFacts, type Template, templates } from "./facts.ts"
import { htmlOf, rendered, texted } from "./message.ts"

const facts: OrderFacts = {
  customerName: "Nadia Benali",
  number: "CMD-7K3F-92QX",
  totalMinor: 1_910_000,
  currency: "DZD",
  method: "satim",
  carrier: "Yalidine",
  carrierReference: "YAL-88231",
  reason: "Solde insuffisant",
}
const visit: AppointmentFacts = {
  customerName: "Nadia Benali",
  number: "RDV-7K3F-92QX",
  faultName: { fr: "Pas d’eau chaude", ar: "لا ماء ساخن", en: "No hot water" },
  startsAt: "2026-11-23T08:30:00Z",
  technicianName: "Yacine",
  commune: "Bab Ezzouar",
  currency: "DZD",
  depositMinor: 200_000,
  payUntil: "2026-11-20T10:30:00Z",
  cancelUntil: "2026-11-22T08:30:00Z",
  feeMinor: 0,
  cancelledBy: "customer",
  reason: "",
}
const link = "https://counter.example/maison/orders/0123456789abcdefghjkmnpqrs"
const from = { name: "MJ Chauffage", zone: "Africa/Algiers", phone: "+21321000142" }
const writing = (language: "fr" | "ar" | "en", template: Template) => {
  const locale = { language, country: "DZ" } as const
  return { template, facts: isOfAppointment(template) ? visit : facts, locale, words: wordsOf(locale), link, from }
}
const said = (language: "fr" | "ar" | "en", template: Template, given: Partial<OrderFacts> = {}) =>
  rendered({ ...writing(language, template), facts: { ...facts, ...given } })
const saidOfVisit = (language: "fr" | "ar" | "en", template: Template, given: Partial<AppointmentFacts> = {}) =>
  rendered({ ...writing(language, template), facts: { ...visit, ...given } })
const text = (language: "fr" | "ar" | "en", template: Template, given: Partial<AppointmentFacts> = {}) =>
  texted({ ...writing(language, template), facts: isOfAppointment(template) ? { ...visit, ...given } : facts })
const languages = ["fr", "ar", "en"] as const

describe("writing to a customer", () => {
  it.each(languages.flatMap((language) => templates.map((template) => [language, template] as const)))(
    "says %s %s with the number and who writes, the name and the link unless others read it too, and leaves no blank",
    (language, template) => {
      const { subject, body } = rendered(writing(language, template))
      const isNumbered = !/reminder|offered/.test(template)
      expect(subject).toMatch(isNumbered ? /(CMD|RDV)-7K3F-92QX/ : /9.h.30|09:30/)
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
    const written = rendered({ ...writing("fr", "payment-failed"), facts: silent })
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

describe("writing about a visit", () => {
  it("says its day and time on the clock of the business, who comes, and until when cancelling costs nothing", () => {
    const { body } = saidOfVisit("fr", "appointment-booked")
    expect(body).toContain("lundi 23\u00a0novembre à 9\u00a0h\u00a030, à Bab Ezzouar. Yacine viendra chez vous.")
    expect(body).toContain("sans frais jusqu’au dimanche 22\u00a0novembre à 9\u00a0h\u00a030")
    expect(saidOfVisit("fr", "appointment-booked", { cancelUntil: null }).body).toContain("à tout moment")
    expect(saidOfVisit("en", "appointment-booked", { technicianName: null, depositMinor: null }).body).toContain(
      "in Bab Ezzouar.\n\n",
    )
    expect(body).toContain("Votre acompte de 2\u202f000\u00a0DA est bien reçu.")
  })
  it("says who cancelled, and what it costs", () => {
    expect(saidOfVisit("fr", "appointment-cancelled").body).toContain("Cela ne vous coûte rien.")
    expect(saidOfVisit("fr", "appointment-cancelled", { feeMinor: 150_000 }).body).toContain(
      "les frais sont de 1\u202f500\u00a0DA",
    )
    const ours = saidOfVisit("fr", "appointment-cancelled", { cancelledBy: "staff", reason: "panne de camion" }).body
    expect(ours).toContain("Nous devons annuler")
    expect(ours).toContain("Raison\u00a0: panne de camion.")
  })
  it("waits for who has a seat, and comes to everybody else", () => {
    const [seat, visited] = [true, false].map((isHere) =>
      saidOfVisit("fr", "appointment-reminder-day", { isHere, technicianName: null }),
    )
    expect(seat?.body).toContain("Nous vous attendons")
    expect(visited?.body).toContain("Nous venons")
  })
  it("gives a reminder's two answers a link each", () => {
    const { body } = saidOfVisit("fr", "appointment-reminder-day")
    expect(body).toContain(`Je confirme\u00a0:\n${link}#confirm`)
    expect(body).toContain(`Annuler ou déplacer\u00a0:\n${link}#cancel`)
  })
})

describe("writing an SMS to a customer", () => {
  const texts = templates.filter(isText)

  it.each(languages.flatMap((language) => texts.map((template) => [language, template] as const)))(
    "says %s %s in few parts, with the link at its end",
    (language, template) => {
      const body = text(language, template)
      expect(body).toMatch(language === "ar" ? /^من MJ Chauffage: / : /^MJ Chauffage ?: /)
      expect(body).toMatch(new RegExp(`\n${link}(#confirm)?$`))
      expect(body).not.toMatch(/[{}]|undefined|null|[\p{Cf}\u00a0\u202f]/u)
      expect(smsParts(body)).toBeLessThanOrEqual(language === "ar" ? 4 : 2)
    },
  )
  it("begins with an Arabic letter in Arabic: by the first one, phones choose the direction of all", () => {
    for (const template of texts) expect(text("ar", template)).toMatch(/^\p{Script=Arabic}/u)
  })
  it("reads like this", () => {
    expect(text("fr", "appointment-booked")).toBe(
      `MJ Chauffage : rendez-vous RDV-7K3F-92QX confirmé, lundi 23 novembre à 9 h 30, Bab Ezzouar. Yacine viendra chez vous. Déplacer ou annuler :\n${link}`,
    )
    expect(text("ar", "appointment-reminder-day")).toBe(
      `من MJ Chauffage: تذكير، يأتيك Yacine الاثنين 23 نوفمبر على 09:30، Bab Ezzouar. للتأكيد أو الإلغاء:\n${link}#confirm`,
    )
  })
  it("is written for the steps of an order that matter away from its page", () => {
    expect(isText("order-shipped")).toBe(true)
    expect(isText("order-placed")).toBe(false)
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
