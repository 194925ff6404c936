/** One year is asked for; two is what browsers' preload lists suggest. */
const strictTransport = "max-age=63072000"

const nobody = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
]
const permissions = nobody.map((feature) => `${feature}=()`).join(", ")

/**
 * Scripts and styles carry this response's nonce; what they load is theirs. Attributes alone may style inline. In
 * development the tools of `next dev` style as they like, and rebuild stacks with eval.
 */
export function contentPolicy(nonce: string, { dev = false }: { readonly dev?: boolean } = {}): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ")
}

/** A file is looked at by its own program, never run as a page of ours. */
export const filePolicy = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * What every response carries: pages, answers, files and errors. Only of the counter's own address may we promise for
 * every host below it, and for good: below a business's own host stand servers that are not ours.
 */
export function securityHeaders(policy: string, isPublicHost: boolean): Record<string, string> {
  return {
    "content-security-policy": policy,
    "strict-transport-security": isPublicHost ? `${strictTransport}; includeSubDomains; preload` : strictTransport,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": permissions,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  }
}
