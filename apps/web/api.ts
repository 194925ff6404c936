import "server-only"
import { cookies, headers } from "next/headers"
import * as z from "zod"
import type { Answered, Endpoint } from "#kernel/contract.ts"
import { away, type Problem, problemFrom } from "./problem.ts"
import { type Visit, visitNow } from "./visit.ts"
import { wordsOf } from "./words.ts"

/** The API over loopback; a page that waits longer than this shows that the counter is slow. */
const address = process.env.GUICHET_GATE_URL ?? "http://127.0.0.1:3000"
const patienceMs = 10_000
const bytesMedia = "application/octet-stream"

type Sent<E extends Endpoint> = (E["params"] extends z.ZodObject ? { params: Texts<z.input<E["params"]>> } : unknown) &
  (E["query"] extends z.ZodObject ? { query?: z.input<E["query"]> } : unknown) &
  (E["body"] extends z.ZodType ? { body: z.input<E["body"]> } : unknown) &
  (E["takes"] extends "bytes" ? { bytes: Blob } : unknown) & {
    readonly idempotencyKey?: string
    /** `<token>:<answer>` */
    readonly captcha?: string
    /** Another business than that of the visit. */
    readonly slug?: string
  }
type Texts<T> = { readonly [name in keyof T]: string | number }

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** Calls one endpoint for the visitor of this request: their cookies, address and language go with it. */
export async function api<const E extends Endpoint>(endpoint: E, sent: Sent<E>): Promise<Result<Answered<E>>> {
  const visit = await visitNow()
  const asked: Asked = { ...sent }
  const init = {
    method: endpoint.method,
    headers: await sentHeaders(visit, asked),
    cache: "no-store",
    signal: AbortSignal.timeout(patienceMs),
    ...bodyOf(asked),
  } as const

  const response = await fetch(apiUrl(endpoint, asked, visit), init).catch(() => null)
  if (response === null) return { ok: false, problem: worded(away, visit) }
  await passCookies(response)
  const body = response.status === 204 ? null : await response.json().catch(() => null)
  return response.ok
    ? { ok: true, value: body }
    : { ok: false, problem: worded(problemFrom(response.status, body), visit) }
}

/** Where the API itself could not say what is wrong, the pages do. */
function worded(problem: Problem, { language }: Visit): Problem {
  if (problem.detail !== "") return problem
  return { ...problem, detail: wordsOf({ language, country: "DZ" })("kernel.refusals.unavailable") }
}

const listed = z.object({ items: z.array(z.object({ slug: z.string() })) })

/** The slugs of the counter's businesses, for its start page: the one question that is about no business. */
export async function askBusinesses(): Promise<readonly string[]> {
  const visit = await visitNow()
  const init = { headers: await sentHeaders(visit, {}), signal: AbortSignal.timeout(patienceMs) }
  const response = await fetch(`${address}/api/businesses`, { ...init, cache: "no-store" }).catch(() => null)
  const answer = listed.safeParse(await response?.json().catch(() => null))
  return answer.success ? answer.data.items.map(({ slug }) => slug) : []
}

type Asked = {
  readonly params?: { readonly [name: string]: string | number }
  readonly query?: { readonly [name: string]: unknown }
  readonly body?: unknown
  readonly bytes?: Blob
  readonly idempotencyKey?: string
  readonly captcha?: string
  readonly slug?: string
}

function bodyOf({ body, bytes }: Asked): { body?: string | Blob } {
  if (bytes !== undefined) return { body: bytes }
  return body === undefined ? {} : { body: JSON.stringify(body) }
}

function apiUrl(endpoint: Endpoint, { params = {}, query = {}, slug }: Asked, visit: Visit): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(params[name] ?? "")))
  const asked = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  )
  const search = asked.length === 0 ? "" : `?${new URLSearchParams(asked)}`
  return `${address}/api/v1/${slug ?? visit.slug}${path}${search}`
}

async function sentHeaders(
  visit: Visit,
  { body, bytes, idempotencyKey, captcha }: Asked,
): Promise<Record<string, string>> {
  const cookie = (await headers()).get("cookie")
  return {
    accept: "application/json",
    "x-guichet-internal": process.env.GUICHET_INTERNAL_TOKEN ?? "",
    "x-guichet-client": visit.client,
    "x-guichet-locale": visit.language,
    ...(cookie === null ? {} : { cookie }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(bytes === undefined ? {} : { "content-type": bytesMedia }),
    ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
    ...(captcha === undefined ? {} : { captcha }),
  }
}

/** Hands the visitor what the API sets. Pages cannot set cookies, actions can: there nothing is lost. */
async function passCookies(response: Response): Promise<void> {
  const lines = response.headers.getSetCookie()
  if (lines.length === 0) return

  const jar = await cookies()
  for (const line of lines) {
    const { name, value, options } = cookieFrom(line)
    try {
      jar.set(name, value, options)
    } catch {
      return
    }
  }
}

/** Every cookie of ours is HttpOnly, Secure, Lax and for the whole host (`__Host-`); only its age varies. */
function cookieFrom(line: string) {
  const [pair = "", ...attributes] = line.split(";")
  const at = pair.indexOf("=")
  const age = attributes.map((attribute) => /^\s*max-age=(-?\d+)\s*$/i.exec(attribute)?.[1]).find(Boolean)
  return {
    name: pair.slice(0, at).trim(),
    value: decodeURIComponent(pair.slice(at + 1)),
    options: {
      path: "/",
      httpOnly: true,
      secure: true,
      sameSite: "lax",
      ...(age === undefined ? {} : { maxAge: Number(age) }),
    } as const,
  }
}
