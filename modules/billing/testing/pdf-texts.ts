import type { Language } from "#kernel/format.ts"
import { wordsOf } from "#kernel/messages.ts"
import { type PdfTexts, pdfTextsFrom } from "../pdf/texts.ts"

export function pdfTextsIn(language: Language): PdfTexts {
  const words = wordsOf({ language, country: "DZ" })
  return pdfTextsFrom((key) => words(`billing.${key}`))
}
