// The one formatter of web, mail, PDF and ICS. It carries its own tables instead of asking Intl for words and signs,
// because browsers and servers hold different editions of them and a page must read the same on both.
import { type Currency, digitsOf, type Money } from "./money.ts"

export const languages = ["fr", "ar", "en"] as const
export type Language = (typeof languages)[number]
export type Country = "DZ" | "CI" | "TN" | "FR"
export type Locale = { readonly language: Language; readonly country: Country }

/** A `Temporal.Instant`, an ISO string with offset, or epoch milliseconds: browsers may lack Temporal. */
export type When = { readonly epochMilliseconds: number } | string | number
/** A day of the calendar without a zone, such as a `Temporal.PlainDate`. */
export type Day = { readonly year: number; readonly month: number; readonly day: number }

const narrow = "\u202f"
const hard = "\u00a0"
const leftToRight = "\u200e"

const signs = {
  DZD: { keepsZeroCents: false, sign: "DA", arabicSign: "د.ج" },
  TND: { keepsZeroCents: true, sign: "DT", arabicSign: "د.ت" },
  XOF: { keepsZeroCents: false, sign: `F${narrow}CFA`, arabicSign: `F${narrow}CFA` },
  EUR: { keepsZeroCents: true, sign: "€", arabicSign: "€" },
} as const satisfies Record<Currency, { keepsZeroCents: boolean; sign: string; arabicSign: string }>

const separators = {
  fr: { group: narrow, decimal: "," },
  ar: { group: narrow, decimal: "," },
  en: { group: ",", decimal: "." },
} as const satisfies Record<Language, { group: string; decimal: string }>

const words = {
  fr: { days: ["avant-hier", "hier", "aujourd’hui", "demain", "après-demain"], at: `à${hard}`, percent: `${hard}%` },
  ar: { days: ["أول أمس", "أمس", "اليوم", "غدًا", "بعد غد"], at: `على الساعة${hard}`, percent: "%" },
  en: { days: [null, "yesterday", "today", "tomorrow", null], at: `at${hard}`, percent: "%" },
} as const satisfies Record<Language, { days: readonly (string | null)[]; at: string; percent: string }>

const maghrebMonths = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split(" ")
const months = {
  fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" "),
  ar: "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
} as const satisfies Record<Language, readonly string[]>

/** From Sunday, as `Date.getUTCDay` counts. */
const weekdays = {
  fr: "dimanche lundi mardi mercredi jeudi vendredi samedi".split(" "),
  ar: "الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت".split(" "),
  en: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" "),
} as const satisfies Record<Language, readonly string[]>

/** How a country writes its own numbers: the trunk zero it adds, then its groups by length of the number without it. */
type PhoneRules = { code: string; trunk: string; groups: Readonly<Record<number, readonly number[]>> }
const phones: Readonly<Record<Country, PhoneRules>> = {
  DZ: { code: "213", trunk: "0", groups: { 9: [4, 2, 2, 2], 8: [3, 2, 2, 2] } },
  CI: { code: "225", trunk: "", groups: { 10: [2, 2, 2, 2, 2] } },
  TN: { code: "216", trunk: "", groups: { 8: [2, 3, 3] } },
  FR: { code: "33", trunk: "0", groups: { 9: [2, 2, 2, 2, 2] } },
}

/** The BCP 47 tag: `fr-DZ`, `en-CI`, `ar-DZ-u-nu-latn` (Arabic with the digits of the Maghreb). */
export function localeTag({ language, country }: Locale): string {
  return language === "ar" ? `ar-${country}-u-nu-latn` : `${language}-${country}`
}

export function direction({ language }: Pick<Locale, "language">): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr"
}

/** ISO weekday, 1 Monday to 7 Sunday. Algeria works from Sunday to Thursday. */
export function weekStart(country: Country): 1 | 7 {
  return country === "DZ" ? 7 : 1
}

/** "always" lines up the decimals of a column, whose head then names the currency in place of each sign. */
export type MoneyStyle = { readonly cents?: "auto" | "always"; readonly sign?: boolean }

/** Money as people write it: "18 500 DA", "3 049,58 DA", "45,500 DT"; only DZD leaves out centimes of zero. */
export function formatMoney(
  money: Money,
  { language }: Locale,
  { cents = "auto", sign = true }: MoneyStyle = {},
): string {
  const currency = signs[money.currency]
  const scaleDigits = digitsOf(money.currency)
  const keepsCents = cents === "always" || currency.keepsZeroCents || money.amountMinor % 10 ** scaleDigits !== 0
  const figures = figuresOf(money.amountMinor, { language, scaleDigits, keepsDecimals: keepsCents })
  if (!sign) return figures
  if (language === "en" && money.currency === "EUR") return figures.replace(/^(−?)/, "$1€")

  return `${figures}${hard}${language === "ar" ? currency.arabicSign : currency.sign}`
}

/** A number with at most three decimals, or exactly `decimals` of them. */
export function formatNumber(value: number, { language }: Locale, { decimals }: { decimals?: number } = {}): string {
  const fixed = Math.abs(value).toFixed(decimals ?? 3)
  const [whole = "0", fraction = ""] = (decimals === undefined ? fixed.replace(/\.?0+$/, "") : fixed).split(".")

  return signed(value, grouped(whole, language) + withDecimals(fraction, language), language)
}

/** Whole or broken percent, not a ratio: 19 gives "19 %". */
export function formatPercent(percent: number, locale: Locale): string {
  return `${formatNumber(percent, locale)}${words[locale.language].percent}`
}

/** short "22/11/2026", long "22 novembre 2026", full with the weekday, day with the weekday and no year. */
export type DateStyle = "short" | "long" | "full" | "day"

/** A day as people read it; an instant needs the IANA zone it is read in. */
export function formatDate(when: When, locale: Locale, { zone, style = "long" }: { zone: string; style?: DateStyle }) {
  return formatDay(wallClock(when, zone), locale, style)
}

/** A calendar day, which no zone can move. */
export function formatDay(day: Day, { language, country }: Locale, style: DateStyle = "long"): string {
  if (style === "short") return `${twoDigits(day.day)}/${twoDigits(day.month)}/${day.year}`

  const names = language === "ar" && (country === "DZ" || country === "TN") ? maghrebMonths : months[language]
  const first = language === "fr" && day.day === 1 ? "1er" : String(day.day)
  const dayAndMonth = `${first}${hard}${names[day.month - 1]}`
  if (style === "long") return `${dayAndMonth} ${day.year}`

  const dated = `${weekdays[language][weekdayOf(day)]} ${dayAndMonth}`
  return style === "full" ? `${dated} ${day.year}` : dated
}

/** Twenty-four hours: "10 h 42" in French, "10:42" elsewhere. */
export function formatTime(when: When, { language }: Locale, { zone }: { zone: string }): string {
  const { hour, minute } = wallClock(when, zone)
  return language === "fr" ? `${hour}${hard}h${hard}${twoDigits(minute)}` : `${twoDigits(hour)}:${twoDigits(minute)}`
}

export function formatDateTime(
  when: When,
  locale: Locale,
  { zone, style = "long" }: { zone: string; style?: DateStyle },
): string {
  return `${formatDate(when, locale, { zone, style })} ${words[locale.language].at}${formatTime(when, locale, { zone })}`
}

/** "hier", "aujourd’hui", "demain" and their neighbours; further away, the weekday with its date. */
export function formatRelativeDay(when: When, locale: Locale, { zone, now }: { zone: string; now: When }): string {
  const day = wallClock(when, zone)
  const today = wallClock(now, zone)
  const name = words[locale.language].days[dayNumber(day) - dayNumber(today) + 2]

  return name ?? formatDay(day, locale, day.year === today.year ? "day" : "full")
}

/** An E.164 number as its own country writes it when read there ("0550 12 34 56"), internationally elsewhere. */
export function formatPhone(e164: string, { language, country }: Locale): string {
  const owner = phoneCountries.find((one) => e164.startsWith(`+${phones[one].code}`))
  if (owner === undefined) return signedPhone(e164, language)

  const { code, trunk, groups } = phones[owner]
  const national = e164.slice(code.length + 1)
  const sizes = groups[national.length]
  if (sizes === undefined) return signedPhone(e164, language)
  if (owner === country) return inGroups(trunk + national, sizes)

  const [head = 0, ...rest] = sizes
  return signedPhone(`+${code}${hard}${inGroups(national, [head - trunk.length, ...rest])}`, language)
}

const phoneCountries: readonly Country[] = ["DZ", "CI", "TN", "FR"]

/** In right-to-left text a leading plus or minus would jump behind its digits; the mark holds it in front. */
function signedPhone(phone: string, language: Language): string {
  return language === "ar" ? leftToRight + phone : phone
}

function inGroups(digits: string, sizes: readonly number[]): string {
  let from = 0
  const groups = sizes.map((size) => {
    from += size
    return digits.slice(from - size, from)
  })
  return groups.join(hard)
}

function figuresOf(
  amountMinor: number,
  { language, scaleDigits, keepsDecimals }: { language: Language; scaleDigits: number; keepsDecimals: boolean },
): string {
  const digits = String(Math.abs(amountMinor)).padStart(scaleDigits + 1, "0")
  const whole = grouped(digits.slice(0, digits.length - scaleDigits), language)
  const fraction = keepsDecimals ? digits.slice(digits.length - scaleDigits) : ""

  return signed(amountMinor, whole + withDecimals(fraction, language), language)
}

function signed(value: number, figures: string, language: Language): string {
  if (value >= 0 || !/[1-9]/.test(figures)) return figures
  return language === "ar" ? `${leftToRight}−${figures}` : `−${figures}`
}

function grouped(whole: string, language: Language): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, separators[language].group)
}

function withDecimals(fraction: string, language: Language): string {
  return fraction === "" ? "" : separators[language].decimal + fraction
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0")
}

function dayNumber({ year, month, day }: Day): number {
  return Date.UTC(year, month - 1, day) / 86_400_000
}

function weekdayOf({ year, month, day }: Day): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay()
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known !== undefined) return known

  const clock = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone: zone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  })
  clocks.set(zone, clock)
  return clock
}

function wallClock(when: When, zone: string): Day & { readonly hour: number; readonly minute: number } {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of clockOf(zone).formatToParts(epochMsOf(when))) part[type] = Number(value)

  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part
  return { year, month, day, hour, minute }
}

function epochMsOf(when: When): number {
  if (typeof when === "number") return when
  return typeof when === "string" ? Date.parse(when) : when.epochMilliseconds
}
