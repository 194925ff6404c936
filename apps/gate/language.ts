import type { Language } from "#kernel/actor.ts"

const spoken = ["fr", "ar", "en"] as const

export function isLanguage(word: unknown): word is Language {
  return spoken.some((language) => language === word)
}

/** The language that `Accept-Language` likes best among ours (RFC 9110, 12.5.4), or null. */
export function acceptedLanguage(header: string | undefined): Language | null {
  const wishes = (header ?? "").slice(0, 500).split(",").map(wish)
  const [best] = wishes.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality)
  return best?.language ?? null
}

function wish(part: string): { language: Language | null; quality: number } {
  const [tag = "", ...parameters] = part.trim().toLowerCase().split(";")
  const language = tag.split("-", 1)[0]
  const weight = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("q="))
  const quality = weight === undefined ? 1 : Number(weight.slice(2))
  return isLanguage(language) && quality <= 1 ? { language, quality } : { language: null, quality: 0 }
}
