import type { Endpoint } from "#kernel/contract.ts"
import { allRefusals } from "#kernel/refusals.ts"

/** Every code that an endpoint can refuse with, by status: its own, and those that its traits bring. */
export function problemsOf(endpoint: Endpoint): ReadonlyMap<number, readonly string[]> {
  const statuses = new Map(allRefusals().map(({ code, status }) => [code, status]))
  const byStatus = new Map<number, string[]>()
  for (const code of new Set([...traitsOf(endpoint), ...(endpoint.refusals ?? [])])) {
    const status = statuses.get(code)
    if (status === undefined) throw new Error(`${endpoint.path} names the refusal ${code}, which no module lists`)
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return new Map([...byStatus].sort(([a], [b]) => a - b))
}

function traitsOf({ method, opens, params, query, body, takes, idempotent, captcha }: Endpoint): string[] {
  const changes = method !== "GET"
  return [
    "business_not_found",
    "too_many_requests",
    "unavailable",
    "fault",
    ...(opens === "session" ? ["sign_in_needed", "not_allowed"] : []),
    ...(opens === "link" || params !== undefined ? ["not_found"] : []),
    ...(query !== undefined || body !== undefined ? ["input_invalid"] : []),
    ...(body === undefined ? [] : ["request_malformed", "request_too_large", "media_not_supported"]),
    ...(takes === undefined ? [] : ["request_malformed", "media_not_supported"]),
    ...(changes ? ["origin_refused"] : []),
    ...(idempotent ? ["key_missing", "key_too_long", "key_reused", "key_in_use"] : []),
    ...(captcha ? ["captcha_needed", "captcha_wrong"] : []),
  ]
}
