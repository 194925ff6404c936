/** What a browser says about where a request comes from. */
export type Provenance = {
  readonly method: string
  readonly secFetchSite: string | undefined
  readonly origin: string | undefined
  readonly hasCookies: boolean
}

const safe = ["GET", "HEAD", "OPTIONS"]

/**
 * Whether a request may be another site's doing: Fetch Metadata first, Origin where a browser does not send it.
 * A program sends neither and no cookies, and has nothing to forge.
 */
export function isForged(
  { method, secFetchSite, origin, hasCookies }: Provenance,
  isOurs: (origin: string) => boolean,
): boolean {
  if (safe.includes(method)) return false
  if (secFetchSite !== undefined) return secFetchSite !== "same-origin"
  if (origin !== undefined) return !isOurs(origin)
  return hasCookies
}
