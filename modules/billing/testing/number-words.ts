// Readers of number words, written from the languages and not from our writers, so that tests can hold one to the other.

const frenchValues = new Map<string, number>([
  ...[
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
  ].map((word, value) => [word, value] as const),
  ...(["quatorze", "quinze", "seize"] as const).map((word, i) => [word, 14 + i] as const),
  ...(["vingt", "trente", "quarante", "cinquante", "soixante"] as const).map((word, i) => [word, 20 + 10 * i] as const),
])
const frenchScales = new Map([
  ["mille", 1_000],
  ["million", 1_000_000],
  ["milliard", 1_000_000_000],
])

/** Words that are no number, such as nouns, are passed over. */
export function numberReadInFrench(text: string): number {
  let total = 0
  let group = 0
  for (const word of text.replaceAll("quatre-vingt", "huitante ").split(/[ -]+/)) {
    const singular = word.replace(/^(million|milliard|cent)s$/, "$1")
    const scale = frenchScales.get(singular)
    if (scale !== undefined) {
      total += (group || 1) * scale
      group = 0
    } else if (singular === "cent") group = (group || 1) * 100
    else if (word === "huitante") group += 80
    else group += frenchValues.get(word) ?? 0
  }
  return total + group
}

const arabicValues = new Map<string, number>([
  ...["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"].map(
    (word, value) => [word, value] as const,
  ),
  ...["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"].map(
    (word, i) => [word, 20 + 10 * i] as const,
  ),
  ...["ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة"].map(
    (word, i) => [word, 300 + 100 * i] as const,
  ),
  ...([
    ["أحد", 1],
    ["اثنا", 2],
    ["عشر", 10],
    ["مائة", 100],
    ["مائتان", 200],
    ["مائتا", 200],
  ] as const),
])
const arabicScales = [
  { value: 1_000, singular: ["ألف", "ألفًا", "آلاف"], dual: ["ألفان", "ألفا"] },
  { value: 1_000_000, singular: ["مليون", "مليونًا", "ملايين"], dual: ["مليونان", "مليونا"] },
  { value: 1_000_000_000, singular: ["مليار", "مليارًا", "مليارات"], dual: ["ملياران", "مليارا"] },
]

/** Reads dinars: a dual noun counts two by itself, «دينار واحد» one. */
export function numberReadInArabic(text: string): number {
  let total = 0
  let group = 0
  for (const joined of text.split(" ")) {
    const word = arabicValues.has(joined) ? joined : joined.replace(/^و/, "")
    const scale = arabicScales.find(({ singular, dual }) => singular.includes(word) || dual.includes(word))
    if (scale !== undefined) {
      total += scale.dual.includes(word) ? group + 2 * scale.value : (group || 1) * scale.value
      group = 0
    } else if (word === "ديناران") group += 2
    else group += arabicValues.get(word) ?? 0
  }
  return total + group
}
