import type { DeedRefusal, Sending } from "./day.ts"

/** Base of the business's API on this host. */
export type Api = { readonly base: string; readonly language: string }

export type Sent =
  | { readonly outcome: "done"; readonly answer: unknown }
  | { readonly outcome: "refused"; readonly refusal: DeedRefusal }
  | { readonly outcome: "away" }
  /** A fault of the counter: this deed may be the only one that it breaks on. */
  | { readonly outcome: "broken" }
  | { readonly outcome: "signed_out" }

const json = (body: object) => ({ body: JSON.stringify(body), headers: { "content-type": "application/json" } })

function requestOf({ visitId, deed, at }: Sending): { method: string; path: string; init: RequestInit } {
  const path = `/desk/appointments/${visitId}`
  switch (deed.kind) {
    case "start":
      return { method: "PUT", path: `${path}/arrival`, init: json({ at }) }
    case "part":
      return {
        method: "POST",
        path: `${path}/parts`,
        init: json({ variantId: deed.variantId, quantity: deed.quantity, at }),
      }
    case "unpart":
      return { method: "DELETE", path: `${path}/parts/${deed.partId}`, init: {} }
    case "photo":
      return {
        method: "POST",
        path: `${path}/photos`,
        init: { body: deed.bytes, headers: { "content-type": "application/octet-stream" } },
      }
    case "report": {
      const { workDone, labour, signature } = deed
      return { method: "PUT", path: `${path}/report`, init: json({ workDone, labour, signature, at }) }
    }
    case "cash":
      return { method: "POST", path: `${path}/cash`, init: json({ collected: deed.collected, at }) }
    case "complete":
      return { method: "PUT", path: `${path}/completion`, init: json({ at }) }
  }
}

/** The network, the counter or a slow line: the same deed goes again, with its own key. */
const passing = new Set([408, 425, 429, 502, 503, 504])
const passingCodes = new Set(["key_in_use", "photos_busy"])
const patienceMs = 60_000

/** Sends one deed. Whatever is no clear word of the counter counts as never having reached it. */
export async function send(sending: Sending, { base, language }: Api): Promise<Sent> {
  const { method, path, init } = requestOf(sending)
  const headers = {
    ...init.headers,
    accept: "application/json",
    "accept-language": language,
    "idempotency-key": sending.key,
  }
  const options = { ...init, method, headers, signal: AbortSignal.timeout(patienceMs) }
  const response = await fetch(`${base}${path}`, options).catch(() => null)
  if (response === null || passing.has(response.status)) return { outcome: "away" }
  if (response.status === 500) return { outcome: "broken" }
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return body === null ? { outcome: "away" } : { outcome: "done", answer: body }
  if (response.status === 401) return { outcome: "signed_out" }

  const { code, detail } = problemOf(body)
  if (passingCodes.has(code) || detail === "") return { outcome: "away" }
  return { outcome: "refused", refusal: { code, detail, expected: expectedOf(body) } }
}

/** By hand: a parser's library is many times this page, and probes for eval, which our pages forbid. */
function problemOf(body: unknown): { code: string; detail: string } {
  const said = typeof body === "object" && body !== null ? body : {}
  const code = "code" in said && typeof said.code === "string" ? said.code : ""
  const detail = "detail" in said && typeof said.detail === "string" ? said.detail : ""
  return { code, detail }
}

function expectedOf(body: unknown): DeedRefusal["expected"] {
  if (typeof body !== "object" || body === null || !("expected" in body)) return null
  const { expected } = body
  const isMoney = typeof expected === "object" && expected !== null && "amount" in expected && "currency" in expected
  return isMoney ? (expected as DeedRefusal["expected"]) : null
}
