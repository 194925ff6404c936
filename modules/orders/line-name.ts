import type { Translated } from "#kernel/contract.ts"

/** Name of a bought variant: the product's, and the variant's own behind it where it has one. */
export function joinedName(product: Translated, variant: Translated | null): Translated {
  if (variant === null) return product
  const joined = (language: "fr" | "ar" | "en") =>
    `${product[language] ?? product.fr}, ${variant[language] ?? variant.fr}`

  return { fr: joined("fr"), ar: joined("ar"), en: joined("en") }
}

export function inLanguage(text: Translated, language: "fr" | "ar" | "en"): string {
  return text[language] ?? text.fr
}
