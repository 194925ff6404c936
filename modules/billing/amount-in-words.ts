import { type Currency, digitsOf, type Money } from "#kernel/money.ts"
import { countedInArabic } from "./counted-in-arabic.ts"
import { countedInFrench } from "./counted-in-french.ts"

const largestMajor = 999_999_999_999

const french = {
  DZD: { major: ["dinar algérien", "dinars algériens"], minor: ["centime", "centimes"] },
  EUR: { major: ["euro", "euros"], minor: ["centime", "centimes"] },
  TND: { major: ["dinar tunisien", "dinars tunisiens"], minor: ["millime", "millimes"] },
  XOF: { major: ["franc CFA", "francs CFA"], minor: ["", ""] },
} as const satisfies Record<Currency, { major: readonly [string, string]; minor: readonly [string, string] }>

const centimes = { one: "سنتيم", two: "سنتيمان", few: "سنتيمات", many: "سنتيمًا" } as const
const dinars = { one: "دينار", two: "ديناران", few: "دنانير", many: "دينارًا" } as const

const arabic = {
  DZD: {
    major: { ...dinars, adjective: { one: "جزائري", two: "جزائريان", few: "جزائرية", many: "جزائريًا" } },
    minor: centimes,
  },
  EUR: { major: { one: "يورو", two: "يوروان", few: "يورو", many: "يورو" }, minor: centimes },
  TND: {
    major: { ...dinars, adjective: { one: "تونسي", two: "تونسيان", few: "تونسية", many: "تونسيًا" } },
    minor: { one: "مليم", two: "مليمان", few: "مليمات", many: "مليمًا" },
  },
  XOF: {
    major: {
      ...{ one: "فرنك", two: "فرنكان", few: "فرنكات", many: "فرنكًا" },
      adjective: { one: "سيفا", two: "سيفا", few: "سيفا", many: "سيفا" },
    },
    minor: centimes,
  },
} as const

/** The amount in letters, as a fiscal document must carry it; refuses (RangeError) below 0 or from a thousand milliards. */
export function amountInWords({ amountMinor, currency }: Money, language: "fr" | "ar"): string {
  const scale = 10 ** digitsOf(currency)
  const major = Math.floor(amountMinor / scale)
  const minor = amountMinor % scale
  if (!Number.isSafeInteger(amountMinor) || major < 0 || major > largestMajor) {
    throw new RangeError(`no words for an amount of ${amountMinor} ${currency}`)
  }

  return language === "fr" ? inFrench(major, minor, currency) : inArabic(major, minor, currency)
}

function inFrench(major: number, minor: number, currency: Currency): string {
  const units = french[currency]
  const whole = countedInFrench(major, units.major)
  return minor === 0 ? whole : `${whole} et ${countedInFrench(minor, units.minor)}`
}

function inArabic(major: number, minor: number, currency: Currency): string {
  const units = arabic[currency]
  const whole = countedInArabic(major, units.major)
  return minor === 0 ? whole : `${whole} و${countedInArabic(minor, units.minor)}`
}
