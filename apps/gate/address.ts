import type { Language } from "#kernel/actor.ts"

/** A page's address: its business (null on the instance's own pages), its language, and what follows. */
export type PageAddress = {
  readonly slug: string | null
  /** Null where the address does not say; French then. */
  readonly language: Language | null
  /** Starts with a slash unless empty. */
  readonly rest: string
}

/** `/{business}/ar/products`; a business's own host (`ownSlug`) drops the first segment. */
export function pageAddress(path: string, ownSlug: string | null): PageAddress {
  const segments = path.split("/").filter((segment) => segment !== "")
  const slug = ownSlug ?? (isLocale(segments[0]) ? null : (segments.shift() ?? null))
  const language = isLocale(segments[0]) ? segments[0] : null
  const rest = (language === null ? segments : segments.slice(1)).map((segment) => `/${segment}`).join("")
  return { slug, language, rest }
}

/** French has no segment of its own: it is what the address says by saying nothing. */
function isLocale(segment: string | undefined): segment is "ar" | "en" {
  return segment === "ar" || segment === "en"
}

/** What web reads from its own build: scripts, styles, fonts. No page is reached by it, however its dots are written. */
export function isAsset(path: string): boolean {
  return path.startsWith("/_next/static/") && !/\\|\/(\.|%2e){1,2}(\/|$)/i.test(path)
}

/** A file beside the businesses, such as `/favicon.ico` or `/wp-login.php`: web has none. */
export function isRootFile(path: string): boolean {
  return /^\/[^/]+\.[a-z0-9]+$/i.test(path)
}
