import type { CSSProperties } from "react"
import type { Business } from "./here.ts"

/** The accent of a business in both schemes; look.css takes the one that the visitor's system wants. */
export function accentOf(look: Business["look"] | undefined): CSSProperties {
  if (look === undefined) return {}
  const shades = (["light", "dark"] as const).flatMap((scheme) =>
    (["accent", "ink", "soft"] as const).map((shade) => [`--${scheme}-${shade}`, look[scheme][shade]] as const),
  )
  return Object.fromEntries(shades)
}
