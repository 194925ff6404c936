const small =
  "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(
    " ",
  )
const tens = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"]
const scales = [
  { value: 1_000_000_000, name: "milliard" },
  { value: 1_000_000, name: "million" },
] as const

/** A whole number from 0 to 999 999 999 999 with its noun, singular below two: "deux cents euros", "un million d’euros". */
export function countedInFrench(count: number, [one, many]: readonly [string, string]): string {
  const noun = count < 2 ? one : many
  const isNounItself = count > 0 && count % 1_000_000 === 0
  if (!isNounItself) return `${cardinal(count)} ${noun}`

  return `${cardinal(count)} ${/^[aeiouéè]/.test(noun) ? "d’" : "de "}${noun}`
}

function cardinal(count: number): string {
  if (count === 0) return "zéro"

  const parts: string[] = []
  let rest = count
  for (const { value, name } of scales) {
    const times = Math.floor(rest / value)
    rest %= value
    if (times > 0) parts.push(`${belowThousand(times, { takesPlural: true })} ${name}${times > 1 ? "s" : ""}`)
  }
  const thousands = Math.floor(rest / 1000)
  if (thousands > 1) parts.push(belowThousand(thousands, { takesPlural: false }))
  if (thousands > 0) parts.push("mille")
  if (rest % 1000 > 0) parts.push(belowThousand(rest % 1000, { takesPlural: true }))

  return parts.join(" ")
}

/** "vingt" and "cent" take their s only at the end of the number, and never before "mille". */
function belowThousand(count: number, { takesPlural }: { takesPlural: boolean }): string {
  const hundreds = Math.floor(count / 100)
  const rest = count % 100
  const plural = takesPlural && rest === 0 && hundreds > 1 ? "s" : ""
  const hundred = hundreds === 0 ? [] : hundreds === 1 ? ["cent"] : [`${small[hundreds]} cent${plural}`]

  return [...hundred, ...(rest === 0 ? [] : [belowHundred(rest, takesPlural)])].join(" ")
}

function belowHundred(count: number, takesPlural: boolean): string {
  if (count < 20) return small[count] ?? ""
  if (count === 80) return takesPlural ? "quatre-vingts" : "quatre-vingt"
  if (count > 80) return `quatre-vingt-${small[count - 80]}`

  const ten = Math.min(6, Math.floor(count / 10))
  const unit = count - ten * 10
  if (unit === 0) return tens[ten] ?? ""
  return unit === 1 || unit === 11 ? `${tens[ten]} et ${small[unit]}` : `${tens[ten]}-${small[unit]}`
}
