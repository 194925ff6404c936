import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  direction,
  formatDate,
  formatDateTime,
  formatDay,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPhone,
  formatRelativeDay,
  formatTime,
  type Locale,
  localeTag,
  weekStart,
} from "./format.ts"
import { currencies, digitsOf } from "./money.ts"

const frDZ = { language: "fr", country: "DZ" } as const
const arDZ = { language: "ar", country: "DZ" } as const
const enDZ = { language: "en", country: "DZ" } as const
const frFR = { language: "fr", country: "FR" } as const
const dzd = (amountMinor: number) => ({ amountMinor, currency: "DZD" }) as const
const zone = "Africa/Algiers"
const languages = ["fr", "ar", "en"] as const
const countries = ["DZ", "CI", "TN", "FR"] as const
const locales: Locale[] = languages.flatMap((language) => countries.map((country) => ({ language, country })))

/** Shows the invisible spaces, so that a wrong one fails. */
const seen = (text: string) => text.replaceAll("\u202f", "⸱").replaceAll("\u00a0", "·").replaceAll("\u200e", "⇢")

describe("naming a locale", () => {
  it("is language plus country, with the digits of the Maghreb in Arabic", () => {
    expect(localeTag(frDZ)).toBe("fr-DZ")
    expect(localeTag(arDZ)).toBe("ar-DZ-u-nu-latn")
    expect(Intl.getCanonicalLocales(locales.map(localeTag))).toHaveLength(locales.length)
  })

  it("knows the direction of each language", () => {
    expect(languages.map((language) => direction({ language }))).toEqual(["ltr", "rtl", "ltr"])
  })

  it("starts the week on Sunday in Algeria and on Monday elsewhere", () => {
    expect(countries.map(weekStart)).toEqual([7, 1, 1, 1])
  })
})

describe("formatting money", () => {
  it.each([
    [dzd(18_500_00), frDZ, "18⸱500·DA"],
    [dzd(3_049_58), frDZ, "3⸱049,58·DA"],
    [dzd(18_500_00), arDZ, "18⸱500·د.ج"],
    [dzd(18_500_50), enDZ, "18,500.50·DA"],
    [dzd(5), frDZ, "0,05·DA"],
    [dzd(0), frDZ, "0·DA"],
    [dzd(-1_250_00), frDZ, "−1⸱250·DA"],
    [dzd(-1_250_00), arDZ, "⇢−1⸱250·د.ج"],
    [{ amountMinor: 45_500, currency: "TND" }, { language: "fr", country: "TN" }, "45,500·DT"],
    [{ amountMinor: 45_000, currency: "TND" }, { language: "ar", country: "TN" }, "45,000·د.ت"],
    [{ amountMinor: 1_500_000, currency: "XOF" }, { language: "fr", country: "CI" }, "1⸱500⸱000·F⸱CFA"],
    [{ amountMinor: 600_00, currency: "EUR" }, frFR, "600,00·€"],
    [{ amountMinor: -600_00, currency: "EUR" }, { language: "en", country: "FR" }, "−€600.00"],
  ] as const)("writes %j for %j as %s", (money, locale, written) => {
    expect(seen(formatMoney(money, locale))).toBe(written)
  })

  it("keeps centimes of zero and drops the sign for a column", () => {
    expect(seen(formatMoney(dzd(18_500_00), frDZ, { cents: "always", sign: false }))).toBe("18⸱500,00")
  })

  it("never holds a plain space, and keeps every digit", () => {
    const money = fc.record({ amountMinor: fc.maxSafeInteger(), currency: fc.constantFrom(...currencies) })
    fc.assert(
      fc.property(money, fc.constantFrom(...locales), (one, locale) => {
        const written = formatMoney(one, locale, { cents: "always" })
        expect(written).not.toContain(" ")
        expect(Number(written.replace(/\D/g, ""))).toBe(Math.abs(one.amountMinor))
      }),
    )
  })

  it("agrees with the kernel on the minor digits of each currency", () => {
    for (const currency of currencies) {
      const written = formatMoney({ amountMinor: 1, currency }, enDZ, { cents: "always", sign: false })
      expect(written.split(".")[1]?.length ?? 0).toBe(digitsOf(currency))
    }
  })
})

describe("formatting numbers", () => {
  it("groups and marks decimals as each language does", () => {
    expect(seen(formatNumber(1234567.5, frDZ))).toBe("1⸱234⸱567,5")
    expect(formatNumber(1234567.5, enDZ)).toBe("1,234,567.5")
    expect(seen(formatNumber(-2.25, arDZ))).toBe("⇢−2,25")
  })

  it("keeps at most three decimals, or as many as asked", () => {
    expect(formatNumber(2.12345, frDZ)).toBe("2,123")
    expect(formatNumber(100, frDZ)).toBe("100")
    expect(formatNumber(4, frDZ, { decimals: 1 })).toBe("4,0")
    expect(formatNumber(-0.0001, frDZ)).toBe("0")
  })

  it("writes percents with the space of French", () => {
    expect(seen(formatPercent(19, frDZ))).toBe("19·%")
    expect(formatPercent(5.5, enDZ)).toBe("5.5%")
    expect(formatPercent(9, arDZ)).toBe("9%")
  })
})

describe("formatting dates", () => {
  const instant = Temporal.Instant.from("2026-11-22T09:42:00Z")

  it.each([
    [frDZ, "short", "22/11/2026"],
    [frDZ, "long", "22·novembre 2026"],
    [frDZ, "full", "dimanche 22·novembre 2026"],
    [enDZ, "day", "Sunday 22·November"],
    [arDZ, "full", "الأحد 22·نوفمبر 2026"],
  ] as const)("writes it for %j in style %s as %s", (locale, style, written) => {
    expect(seen(formatDate(instant, locale, { zone, style }))).toBe(written)
  })

  it("says premier, and names the months of the Maghreb only there", () => {
    const day = { year: 2026, month: 7, day: 1 }
    expect(seen(formatDay(day, frDZ))).toBe("1er·juillet 2026")
    expect(seen(formatDay(day, arDZ))).toBe("1·جويلية 2026")
    expect(seen(formatDay(Temporal.PlainDate.from(day), { language: "ar", country: "FR" }))).toBe("1·يوليو 2026")
  })

  it("reads an instant, an ISO string and epoch milliseconds the same", () => {
    const forms = [instant, instant.toString(), instant.epochMilliseconds]
    expect(new Set(forms.map((when) => formatDateTime(when, frDZ, { zone }))).size).toBe(1)
  })

  it("reads the clock of the zone, across its change of hour and of day", () => {
    expect(formatTime("2026-03-29T00:30:00Z", enDZ, { zone: "Europe/Paris" })).toBe("01:30")
    expect(formatTime("2026-03-29T01:30:00Z", enDZ, { zone: "Europe/Paris" })).toBe("03:30")
    expect(formatDate("2026-12-31T23:30:00Z", frDZ, { zone, style: "short" })).toBe("01/01/2027")
  })

  it("writes the hour as each language does", () => {
    expect(seen(formatTime("2026-11-22T08:05:00Z", frDZ, { zone }))).toBe("9·h·05")
    expect(formatTime("2026-11-22T08:05:00Z", arDZ, { zone })).toBe("09:05")
    expect(formatTime("2026-11-21T23:00:00Z", enDZ, { zone })).toBe("00:00")
    expect(seen(formatDateTime(instant, frDZ, { zone }))).toBe("22·novembre 2026 à·10·h·42")
    expect(seen(formatDateTime(instant, arDZ, { zone, style: "short" }))).toBe("22/11/2026 على الساعة·10:42")
  })

  it("refuses what is no time", () => {
    expect(() => formatDate("soon", frDZ, { zone })).toThrow(RangeError)
  })
})

describe("naming a day by its distance", () => {
  const now = "2026-11-22T22:30:00Z" // 23:30 in Algiers

  it.each([
    ["2026-11-22T23:30:00Z", "demain"],
    ["2026-11-22T00:00:00Z", "aujourd’hui"],
    ["2026-11-21T12:00:00Z", "hier"],
    ["2026-11-24T12:00:00Z", "après-demain"],
    ["2026-11-20T12:00:00Z", "avant-hier"],
    ["2026-11-27T12:00:00Z", "vendredi 27·novembre"],
    ["2027-01-04T12:00:00Z", "lundi 4·janvier 2027"],
  ])("calls %s %s", (when, name) => {
    expect(seen(formatRelativeDay(when, frDZ, { zone, now }))).toBe(name)
  })

  it("has its words in Arabic and English", () => {
    expect(formatRelativeDay("2026-11-23T12:00:00Z", arDZ, { zone, now })).toBe("غدًا")
    expect(seen(formatRelativeDay("2026-11-24T12:00:00Z", enDZ, { zone, now }))).toBe("Tuesday 24·November")
  })
})

describe("formatting phone numbers", () => {
  it.each([
    ["+213550123456", frDZ, "0550·12·34·56"],
    ["+21321234567", frDZ, "021·23·45·67"],
    ["+213550123456", arDZ, "0550·12·34·56"],
    ["+213550123456", frFR, "+213·550·12·34·56"],
    ["+33612345678", frFR, "06·12·34·56·78"],
    ["+33612345678", arDZ, "⇢+33·6·12·34·56·78"],
    ["+2250707123456", { language: "fr", country: "CI" }, "07·07·12·34·56"],
    ["+21620123456", { language: "fr", country: "TN" }, "20·123·456"],
    ["+21620123456", frDZ, "+216·20·123·456"],
    ["+14155550123", frDZ, "+14155550123"],
    ["+21355", frDZ, "+21355"],
  ] as const)("writes %s for %j as %s", (e164, locale, written) => {
    expect(seen(formatPhone(e164, locale))).toBe(written)
  })
})
