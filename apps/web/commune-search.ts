export type Zone = { readonly zone: string; readonly communes: readonly string[] }

/** Arabic and French names as people type them: without case, accents, vowel signs, article and the letters they exchange. */
function wordsOf(text: string): string[] {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ة", "ه")
    .replaceAll("ى", "ي")
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/^ال(?=.{2})/, ""))
    .filter(Boolean)
}

/** Zones with the communes of which some word begins with each word typed; nothing typed leaves all of them. */
export function foundCommunes(zones: readonly Zone[], typed: string): Zone[] {
  const sought = wordsOf(typed)
  const fits = (commune: string) => {
    const words = wordsOf(commune)
    return sought.every((each) => words.some((word) => word.startsWith(each)))
  }
  return zones
    .map(({ zone, communes }) => ({ zone, communes: communes.filter(fits) }))
    .filter(({ communes }) => communes.length > 0)
}

/** The commune as it is listed, when what was typed names exactly one that way. */
export function namedCommune(zones: readonly Zone[], typed: string): string | undefined {
  const sought = wordsOf(typed).join(" ")
  return zones.flatMap(({ communes }) => communes).find((commune) => wordsOf(commune).join(" ") === sought)
}
