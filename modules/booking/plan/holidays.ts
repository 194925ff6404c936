import type { Country } from "#kernel/format.ts"
import { idOf } from "#kernel/ids.ts"

type Words = { readonly fr: string; readonly ar: string; readonly en: string }
type Fixed = { readonly on: `${number}-${number}`; readonly code: string; readonly name: Words }
/** Counted from Easter Sunday. */
type FromEaster = { readonly days: number; readonly code: string; readonly name: Words }
/** A day of the Hijri calendar, which the moon decides; `days` in a row. */
type Feast = {
  readonly month: number
  readonly day: number
  readonly days: number
  readonly code: string
  readonly name: Words
}

/** One day on which nobody works by law; `movable` is an estimate, until the owner confirms it as announced. */
export type Holiday = {
  readonly id: string
  readonly code: string
  readonly name: Words
  readonly day: Temporal.PlainDate
  readonly movable: boolean
}

const words = (fr: string, ar: string, en: string): Words => ({ fr, ar, en })

const newYear: Fixed = {
  on: "01-01",
  code: "new-year",
  name: words("Jour de l’an", "رأس السنة الميلادية", "New Year’s Day"),
}
const labour: Fixed = { on: "05-01", code: "labour-day", name: words("Fête du travail", "عيد العمال", "Labour Day") }
const assumption: Fixed = {
  on: "08-15",
  code: "assumption",
  name: words("Assomption", "عيد انتقال العذراء", "Assumption"),
}
const allSaints: Fixed = {
  on: "11-01",
  code: "all-saints",
  name: words("Toussaint", "عيد جميع القديسين", "All Saints’ Day"),
}
const christmas: Fixed = { on: "12-25", code: "christmas", name: words("Noël", "عيد الميلاد", "Christmas Day") }

const fixed: Readonly<Record<Country, readonly Fixed[]>> = {
  DZ: [
    newYear,
    { on: "01-12", code: "yennayer", name: words("Yennayer", "يناير", "Yennayer") },
    labour,
    { on: "07-05", code: "independence", name: words("Fête de l’indépendance", "عيد الاستقلال", "Independence Day") },
    { on: "11-01", code: "revolution", name: words("Fête de la Révolution", "عيد الثورة", "Revolution Day") },
  ],
  TN: [
    newYear,
    { on: "03-20", code: "independence", name: words("Fête de l’indépendance", "عيد الاستقلال", "Independence Day") },
    { on: "04-09", code: "martyrs", name: words("Journée des martyrs", "عيد الشهداء", "Martyrs’ Day") },
    labour,
    { on: "07-25", code: "republic", name: words("Fête de la République", "عيد الجمهورية", "Republic Day") },
    { on: "08-13", code: "women", name: words("Fête de la femme", "عيد المرأة", "Women’s Day") },
    { on: "10-15", code: "evacuation", name: words("Fête de l’évacuation", "عيد الجلاء", "Evacuation Day") },
    { on: "12-17", code: "revolution", name: words("Fête de la Révolution", "عيد الثورة", "Revolution Day") },
  ],
  FR: [
    newYear,
    labour,
    { on: "05-08", code: "victory", name: words("Victoire 1945", "عيد النصر 1945", "Victory Day 1945") },
    { on: "07-14", code: "bastille", name: words("Fête nationale", "العيد الوطني", "Bastille Day") },
    assumption,
    allSaints,
    { on: "11-11", code: "armistice", name: words("Armistice 1918", "هدنة 1918", "Armistice Day 1918") },
    christmas,
  ],
  CI: [
    newYear,
    labour,
    { on: "08-07", code: "independence", name: words("Fête de l’indépendance", "عيد الاستقلال", "Independence Day") },
    assumption,
    allSaints,
    {
      on: "11-15",
      code: "peace",
      name: words("Journée nationale de la paix", "اليوم الوطني للسلام", "National Peace Day"),
    },
    christmas,
  ],
}

const christian: readonly FromEaster[] = [
  { days: 1, code: "easter-monday", name: words("Lundi de Pâques", "اثنين الفصح", "Easter Monday") },
  { days: 39, code: "ascension", name: words("Ascension", "عيد الصعود", "Ascension Day") },
  { days: 50, code: "whit-monday", name: words("Lundi de Pentecôte", "اثنين العنصرة", "Whit Monday") },
]

const fitr = (days: number): Feast => ({
  month: 10,
  day: 1,
  days,
  code: "eid-al-fitr",
  name: words("Aïd el-Fitr", "عيد الفطر", "Eid al-Fitr"),
})
const adha = (days: number): Feast => ({
  month: 12,
  day: 10,
  days,
  code: "eid-al-adha",
  name: words("Aïd el-Adha", "عيد الأضحى", "Eid al-Adha"),
})
const hijriNewYear: Feast = {
  month: 1,
  day: 1,
  days: 1,
  code: "muharram",
  name: words("Awal Mouharram", "أول محرم", "Islamic New Year"),
}
const achoura: Feast = { month: 1, day: 10, days: 1, code: "achoura", name: words("Achoura", "عاشوراء", "Ashura") }
const mawlid: Feast = {
  month: 3,
  day: 12,
  days: 1,
  code: "mawlid",
  name: words("Mawlid Ennabaoui", "المولد النبوي الشريف", "Mawlid"),
}

const feasts: Readonly<Record<Country, readonly Feast[]>> = {
  // Three days each since law 23-10 of 2023.
  DZ: [hijriNewYear, achoura, mawlid, fitr(3), adha(3)],
  TN: [hijriNewYear, mawlid, fitr(2), adha(2)],
  FR: [],
  // The days after the Night of Destiny and after the Mawlid.
  CI: [
    {
      month: 9,
      day: 27,
      days: 1,
      code: "laylat-al-qadr",
      name: words("Lendemain de la Nuit du Destin", "غداة ليلة القدر", "Day after the Night of Destiny"),
    },
    { ...mawlid, day: 13, name: words("Lendemain du Maouloud", "غداة المولد النبوي", "Day after the Mawlid") },
    fitr(1),
    adha(1),
  ],
}

const isChristian: Readonly<Record<Country, boolean>> = { DZ: false, TN: false, FR: true, CI: true }

/** The public holidays of a year, in the order of the calendar. The id is the same however often it is asked. */
export function holidaysOf(
  { id: businessId, country }: { readonly id: string; readonly country: Country },
  year: number,
): Holiday[] {
  const at = { businessId, year }
  const easter = easterSunday(year)
  const all = [
    ...fixed[country].map(({ on, ...holiday }) => ({
      ...holiday,
      day: Temporal.PlainDate.from(`${year}-${on}`),
      movable: false,
    })),
    ...(isChristian[country] ? christian : []).map(({ days, ...holiday }) => ({
      ...holiday,
      day: easter.add({ days }),
      movable: false,
    })),
  ].map((holiday) => ({ ...holiday, id: idOf(at.businessId, "holiday", holiday.code, String(year)) }))
  return [...all, ...feasts[country].flatMap((feast) => feastDays(at, feast))].sort((a, b) =>
    Temporal.PlainDate.compare(a.day, b.day),
  )
}

/** Estimated by the Umm al-Qura calendar: the sighting of the moon may make it a day later. */
function feastDays(
  { businessId, year }: { businessId: string; year: number },
  { month, day, days, code, name }: Feast,
): Holiday[] {
  // A year of the sun meets two of the moon, now and then three.
  const { year: first } = Temporal.PlainDate.from(`${year}-01-01`).withCalendar("islamic-umalqura")
  return [first, first + 1, first + 2].flatMap((hijri) => {
    const begins = Temporal.PlainDate.from({ calendar: "islamic-umalqura", year: hijri, month, day }).withCalendar(
      "iso8601",
    )
    if (begins.year !== year) return []
    return Array.from({ length: days }, (_, n) => ({
      id: idOf(businessId, "holiday", code, String(hijri), String(n)),
      code: n === 0 ? code : `${code}-${n + 1}`,
      name,
      day: begins.add({ days: n }),
      movable: true,
    }))
  })
}

/** Gregorian Easter (Meeus, Jones and Butcher). */
function easterSunday(year: number): Temporal.PlainDate {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const ofCentury = year % 100
  const shift = Math.floor((8 * century + 13) / 25)
  const epact = (19 * golden + century - Math.floor(century / 4) - shift + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const month = Math.floor((epact + weekday - 7 * late + 114) / 31)
  const day = ((epact + weekday - 7 * late + 114) % 31) + 1
  return Temporal.PlainDate.from({ year, month, day })
}
