import { type Http, type HttpAnswer, Unsent } from "#kernel/http.ts"
import type { Raw, Refused, Unknown } from "../gateway.ts"
import type { SatimAccount } from "./account.ts"
import { integerOf, objectOf, textOf } from "./wire.ts"

export type SatimLine = { readonly http: Http; readonly account: SatimAccount; readonly timeoutMs: number }

export type SatimRequest = {
  readonly endpoint: string
  readonly form: Readonly<Record<string, string>>
  /** Error codes of this endpoint that mean a definitive no; 7, a fault of their own, is never one of them. */
  readonly refusals: readonly number[]
}

export type Said = { readonly kind: "said"; readonly record: Raw }

/** One exchange. Credentials travel in the posted form alone: an address ends up in access logs. */
export async function ask(
  { http, account, timeoutMs }: SatimLine,
  request: SatimRequest,
): Promise<Said | Refused | Unknown> {
  const { baseUrl, userName, password } = account
  try {
    const answer = await http({
      method: "POST",
      url: `${baseUrl}/${request.endpoint}`,
      form: { userName, password, ...request.form },
      headers: { accept: "application/json" },
      timeoutMs,
    })
    return understood(answer, { request, secrets: secretsOf(account) })
  } catch (error) {
    return unheard(error)
  }
}

/** Errors of the network may quote the address or more: only their kind is kept. */
function unheard(error: unknown): Unknown {
  if (error instanceof Unsent) return { ...unheard(error.cause), reason: "unsent" }
  const name = error instanceof Error ? error.name : "unknown error"
  const isTimeout = name === "TimeoutError" || name === "AbortError"
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : name
  return { kind: "unknown", reason: isTimeout ? "timeout" : "unreachable", detail: code }
}

type Reading = { readonly request: SatimRequest; readonly secrets: readonly string[] }

/** Business errors come with 200. Anything but a JSON object, at any status, says nothing about the order. */
function understood(answer: HttpAnswer, { request, secrets }: Reading): Said | Refused | Unknown {
  const { status } = answer
  const record = objectOf(answer.text, secrets)
  const detail = `${request.endpoint}: HTTP ${status}, ${answer.text.length} characters`
  if (status >= 500) return { kind: "unknown", reason: "fault", detail }
  if (record === null) return { kind: "unknown", reason: "unreadable", detail }

  const code = integerOf(record, "errorCode")
  if (code === null) return { kind: "unknown", reason: "unreadable", detail: `${detail}, errorCode contradicts itself` }
  if (code === 7) return { kind: "unknown", reason: "fault", detail: `${detail}, errorCode 7` }
  if (code !== undefined && request.refusals.includes(code)) {
    return { kind: "refused", code: String(code), text: textOf(record, "errorMessage") ?? "", raw: record }
  }
  return status === 200 ? { kind: "said", record } : { kind: "unknown", reason: "unreadable", detail }
}

/** A very short one would blot out half of every answer. */
function secretsOf({ userName, password }: SatimAccount): readonly string[] {
  return [password, userName].filter((secret) => secret.length >= 6)
}
