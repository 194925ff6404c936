/** Forms of a masculine noun: one, two, three to ten (plural), eleven to ninety-nine (accusative singular). */
export type Forms = { readonly one: string; readonly two: string; readonly few: string; readonly many: string }
export type Noun = Forms & { readonly adjective?: Forms }

const units = "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split(" ")
const tens = ["", "عشرة", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
const hundreds = [
  ...["", "مائة", "مائتان", "ثلاثمائة", "أربعمائة"],
  ...["خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة"],
]
const scales: readonly { value: number; forms: Forms }[] = [
  { value: 1_000_000_000, forms: { one: "مليار", two: "ملياران", few: "مليارات", many: "مليارًا" } },
  { value: 1_000_000, forms: { one: "مليون", two: "مليونان", few: "ملايين", many: "مليونًا" } },
  { value: 1_000, forms: { one: "ألف", two: "ألفان", few: "آلاف", many: "ألفًا" } },
]

/** A whole number from 0 to 999 999 999 999 with its masculine noun, in the nominative, as grammar and not as digits. */
export function countedInArabic(count: number, noun: Noun): string {
  if (count === 0) return `صفر ${described(noun, "one")}`
  if (count === 1) return `${described(noun, "one")} واحد`
  if (count === 2) return described(noun, "two")

  const last = count % 100
  if (last === 0) return `${construct(cardinal(count))} ${described(noun, "one")}`
  if (last <= 2) return `${countedInArabic(count - last, noun)} و${last === 1 ? `${noun.one} واحد` : noun.two}`
  return `${cardinal(count)} ${described(noun, last <= 10 ? "few" : "many")}`
}

function described(noun: Noun, form: keyof Forms): string {
  return noun.adjective === undefined ? noun[form] : `${noun[form]} ${noun.adjective[form]}`
}

function cardinal(count: number): string {
  const terms: string[] = []
  let rest = count
  for (const { value, forms } of scales) {
    terms.push(...scaled(Math.floor(rest / value), forms))
    rest %= value
  }
  if (rest > 0) terms.push(belowThousand(rest))

  return terms.join(" و")
}

/** Thousands and millions are counted nouns themselves: ألف, ألفان, ثلاثة آلاف, أحد عشر ألفًا, مائة ألف. */
function scaled(times: number, forms: Forms): string[] {
  if (times === 0) return []
  if (times <= 2) return [times === 1 ? forms.one : forms.two]

  const last = times % 100
  if (last === 0) return [`${construct(belowThousand(times))} ${forms.one}`]
  if (last <= 2) return [...scaled(times - last, forms), ...scaled(last, forms)]
  return [`${belowThousand(times)} ${last <= 10 ? forms.few : forms.many}`]
}

function belowThousand(count: number): string {
  const rest = count % 100
  const hundred = hundreds[Math.floor(count / 100)] ?? ""
  if (rest === 0) return hundred
  return hundred === "" ? belowHundred(rest) : `${hundred} و${belowHundred(rest)}`
}

function belowHundred(count: number): string {
  if (count <= 10) return units[count] ?? ""
  if (count === 11) return "أحد عشر"
  if (count === 12) return "اثنا عشر"

  const unit = units[count % 10]
  if (count < 20) return `${unit} عشر`
  return count % 10 === 0 ? (tens[count / 10] ?? "") : `${unit} و${tens[Math.floor(count / 10)]}`
}

/** Before the noun it governs, a dual loses its nun and an accusative its tanween: مائتا دينار, أحد عشر ألف دينار. */
function construct(words: string): string {
  return words.replace(/(مائت|ألف|مليون|مليار)ان$/, "$1ا").replace(/(ألف|مليون|مليار)ًا$/, "$1")
}
