import { describe, expect, it } from "vitest"
import { stampDutyMinor, stampRuleOn } from "#modules/billing/index.ts"
import {
  answered,
  asLeft,
  type Day,
  type DayVisit,
  type Deed,
  leftOf,
  nextToSend,
  type Sending,
  stampDuty,
} from "./day.ts"

const dzd = (amount: number) => ({ amount, currency: "DZD" as const })
const on = Temporal.PlainDate.from("2026-11-20")
const rule = stampRuleOn({ country: "DZ", on })
const stampRule =
  rule === null
    ? null
    : {
        step: rule.stepMinor,
        minimum: rule.minimumMinor,
        brackets: rule.brackets.map(({ upToMinor, dutyMinorPerStep }) => ({
          upTo: upToMinor,
          dutyPerStep: dutyMinorPerStep,
        })),
      }

const visit: DayVisit = {
  id: "a",
  status: "confirmed",
  startedAt: null,
  finishedAt: null,
  parts: [],
  report: null,
  totals: {
    visit: dzd(450_000),
    parts: dzd(0),
    total: dzd(450_000),
    deposit: dzd(100_000),
    due: dzd(350_000),
    stamp: dzd(3_500),
    cash: dzd(0),
  },
  invoice: null,
  number: "RDV-1",
  startsAt: "2026-11-20T09:00:00Z",
  endsAt: "2026-11-20T10:00:00Z",
  technician: "Yacine",
  customer: { name: "Nadia", phone: "+213550123456" },
  commune: "Alger",
  address: "1, rue",
  landmark: "",
  notes: "",
  boiler: null,
  faultType: "Entretien",
  price: dzd(450_000),
  lateMinutes: null,
  isAcknowledged: false,
  photos: [],
  history: [],
}
const day: Day = {
  date: "2026-11-20",
  zone: "Africa/Algiers",
  technician: null,
  visits: [visit],
  stock: [{ variantId: "v", sku: "JOINT-1", name: "Joint", price: dzd(1_500), available: 5 }],
  stampRule,
}
const sending = (id: number, deed: Deed, more: Partial<Sending> = {}): Sending => ({
  id,
  key: `key-${id}`,
  accountId: "y",
  visitId: "a",
  at: "2026-11-20T09:12:00Z",
  deed,
  refusal: null,
  ...more,
})
const refusal = { code: "part_short", detail: "…", expected: null }
const left = (...sendings: Sending[]) => asLeft(day, { visit, sendings })

describe("a visit on a phone without a network", () => {
  it("shows what was done as if it were sent", () => {
    const shown = left(
      sending(1, { kind: "start" }),
      sending(2, { kind: "part", variantId: "v", quantity: 2 }),
      sending(3, { kind: "photo", bytes: new ArrayBuffer(0), thumb: "data:," }),
      sending(4, { kind: "report", workDone: "Joint", labour: null, signature: { name: "Nadia", path: "M1 1" } }),
    )

    expect(shown).toMatchObject({
      startedAt: "2026-11-20T09:12:00Z",
      parts: [{ sku: "JOINT-1", quantity: 2, total: dzd(3_000) }],
      report: { workDone: "Joint", signedName: "Nadia" },
      thumbs: [{ source: "data:," }],
    })
    expect(shown.totals).toMatchObject({ parts: dzd(3_000), total: dzd(453_000), due: dzd(353_000), stamp: dzd(3_600) })
  })

  it("owes nothing once the cash is there, and is done once it is", () => {
    const shown = left(sending(1, { kind: "cash", collected: dzd(353_500) }), sending(2, { kind: "complete" }))

    expect(shown).toMatchObject({ status: "done", totals: { due: dzd(0), stamp: dzd(3_500), cash: dzd(353_500) } })
  })

  it("takes the labour of a quote for its price", () => {
    const quote = { ...visit, price: null, totals: { ...visit.totals, visit: null } }
    const report = sending(1, { kind: "report", workDone: "Vanne", labour: dzd(200_000), signature: null })

    expect(asLeft(day, { visit: quote, sendings: [report] }).totals).toMatchObject({
      visit: dzd(200_000),
      due: dzd(100_000),
    })
  })

  it("forgets what the counter did not accept", () => {
    expect(left(sending(1, { kind: "start" }, { refusal })).startedAt).toBeNull()
  })

  it("counts down the stock by what is not sent yet", () => {
    const sendings = [
      sending(1, { kind: "part", variantId: "v", quantity: 2 }),
      sending(2, { kind: "part", variantId: "v", quantity: 9 }, { refusal }),
    ]

    expect(leftOf(day, { variantId: "v", sendings })).toBe(3)
  })
})

describe("what is sent next", () => {
  it("is the first that waits", () => {
    expect(nextToSend([sending(1, { kind: "start" }), sending(2, { kind: "complete" })])?.id).toBe(1)
    expect(nextToSend([])).toBeUndefined()
  })

  it("is nothing of a visit in which something was refused, but goes on with the others", () => {
    const refused = sending(1, { kind: "cash", collected: dzd(1) }, { refusal })
    const complete = sending(2, { kind: "complete" })

    expect(nextToSend([refused, complete])).toBeUndefined()
    expect(nextToSend([refused, complete, sending(3, { kind: "start" }, { visitId: "b" })])?.id).toBe(3)
  })
})

describe("an answer of the counter", () => {
  it("is the last word about its visit", () => {
    const state = { ...visit, startedAt: "2026-11-20T09:12:00Z" }
    const photo = { id: "p", width: 10, height: 10, takenBy: "staff" }

    expect(answered(day, { sending: sending(1, { kind: "start" }), answer: state }).visits[0]?.startedAt).toBe(
      "2026-11-20T09:12:00Z",
    )
    const picture = sending(2, { kind: "photo", bytes: new ArrayBuffer(0), thumb: "" })
    expect(answered(day, { sending: picture, answer: photo }).visits[0]?.photos).toEqual([photo])
  })
})

describe("the stamp duty on the phone", () => {
  it.each([1, 29_999, 30_000, 30_001, 350_000, 3_000_000, 3_000_001, 10_000_000, 10_000_001, 99_999_999])(
    "is the counter's own for %i centimes",
    (amountMinor) => {
      expect(stampDuty(stampRule, amountMinor)).toBe(stampDutyMinor({ amountMinor, country: "DZ", on }))
    },
  )

  it("is nothing where there is none", () => {
    expect(stampDuty(null, 350_000)).toBe(0)
  })
})
