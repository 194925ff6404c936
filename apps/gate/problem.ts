import type { Language } from "#kernel/actor.ts"
import type { FieldProblem } from "#kernel/input.ts"
import { allRefusals, Refusal, Retryable } from "#kernel/refusals.ts"
import { hasMessage, type Messages, type WordFacts, type Words } from "#kernel/words.ts"

/** RFC 9457, in the visitor's language. Facts of the refusal (which lines are short) stand beside its own members. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly instance: string
  readonly errors?: readonly { readonly path: string; readonly code: string; readonly detail: string }[]
  readonly [fact: string]: unknown
}

export type Speech = {
  readonly messages: Messages
  readonly words: { readonly [language in Language]: Words }
}

type Told = {
  readonly speech: Speech
  readonly language: Language
  readonly requestId: string
  readonly publicUrl: string
}

/** The only texts that leave us for an error: a listed refusal, or a fault that says no more than its id. */
export function problemOf(refusal: Refusal, { speech, language, requestId, publicUrl }: Told): Problem {
  const { code, status, facts } = refusal
  const { fields, permission, ...shown } = facts
  void permission
  return {
    ...shown,
    type: `${publicUrl}/api/docs/errors#${code}`,
    title: speech.words[language](`kernel.statuses.${status}`),
    status,
    code,
    detail: detailOf(refusal, { speech, language }),
    instance: `urn:uuid:${requestId}`,
    ...(isFields(fields) ? { errors: fields.map((field) => worded(field, { speech, language })) } : {}),
  }
}

type Speaking = Pick<Told, "speech" | "language">

/** A refusal that says too little for its own sentence is still a refusal: its status speaks for it. */
function detailOf({ code, status, facts }: Refusal, { speech, language }: Speaking): string {
  try {
    return speech.words[language](messageKey(code), plain(facts))
  } catch {
    return speech.words[language](`kernel.statuses.${status}`)
  }
}

export function messageKey(code: string): string {
  const listed = allRefusals().find((refusal) => refusal.code === code)
  return `${listed?.module ?? "kernel"}.refusals.${code}`
}

function worded({ path, code, facts }: FieldProblem, { speech, language }: Speaking) {
  const key = hasMessage(speech.messages, language, `kernel.fields.${code}`) ? code : "invalid_value"
  return { path, code, detail: speech.words[language](`kernel.fields.${key}`, plain(facts)) }
}

/** Facts that a sentence can carry. */
function plain(facts: { readonly [name: string]: unknown }): WordFacts {
  const known = Object.entries(facts).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? [[name, value] as const]
      : [],
  )
  return Object.fromEntries(known)
}

function isFields(value: unknown): value is FieldProblem[] {
  return Array.isArray(value)
}

/** Postgres says that it is stopping, full, or that somebody else was faster: the same request may succeed in a moment. */
const passingStates = ["40001", "40P01", "53300", "53400", "55P03", "57014", "57P01", "57P02", "57P03"]
const passingCodes = ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOTFOUND"]

/** Postgres was given a text that it cannot keep: U+0000, or what is no character. */
const unwritableStates = ["22021", "22P05"]

/** Any error as the refusal that the visitor sees. `isFault`: it is ours, and must be logged whole. */
export function refusalFor(error: unknown): { readonly refusal: Refusal; readonly isFault: boolean } {
  if (error instanceof Refusal) return { refusal: error, isFault: false }
  if (error instanceof Retryable) return unavailable(error.retryAfterSeconds)
  if (error instanceof URIError) return { refusal: new Refusal("request_malformed", 400, {}), isFault: false }
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : ""
  const known = frameworkCodes.get(code)
  if (known !== undefined) return { refusal: new Refusal(known.code, known.status, {}), isFault: false }
  if (unwritableStates.includes(code)) return { refusal: new Refusal("request_malformed", 400, {}), isFault: false }
  if (isPassing(error, code)) return unavailable(2)

  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined
  if (status === 400) return { refusal: new Refusal("request_malformed", 400, {}), isFault: false }
  return { refusal: new Refusal("fault", 500, {}), isFault: true }
}

function unavailable(retryAfterSeconds: number) {
  return { refusal: new Refusal("unavailable", 503, { retryAfterSeconds }), isFault: true }
}

function isPassing(error: unknown, code: string): boolean {
  const gaveUp =
    error instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
  return gaveUp || passingCodes.includes(code) || passingStates.includes(code) || code.startsWith("08")
}

const frameworkCodes = new Map([
  ["FST_ERR_CTP_BODY_TOO_LARGE", { code: "request_too_large", status: 413 }],
  ["FST_ERR_CTP_INVALID_MEDIA_TYPE", { code: "media_not_supported", status: 415 }],
  ["FST_ERR_CTP_EMPTY_TYPE", { code: "media_not_supported", status: 415 }],
  ["FST_ERR_CTP_INVALID_CONTENT_LENGTH", { code: "request_malformed", status: 400 }],
  ["FST_ERR_CTP_EMPTY_JSON_BODY", { code: "request_malformed", status: 400 }],
  ["FST_ERR_BAD_URL", { code: "request_malformed", status: 400 }],
  ["FST_ERR_MAX_PARAM_LENGTH", { code: "not_found", status: 404 }],
  ["FST_ERR_ASYNC_CONSTRAINT", { code: "request_malformed", status: 400 }],
])
