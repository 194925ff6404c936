import type { Translated } from "#kernel/contract.ts"

export { joinedName } from "#modules/catalog/index.ts"

export function inLanguage(text: Translated, language: "fr" | "ar" | "en"): string {
  return text[language] ?? text.fr
}
