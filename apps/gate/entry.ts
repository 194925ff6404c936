import { randomBytes } from "node:crypto"
import type { FastifyRequest } from "fastify"
import * as z from "zod"
import type { Business, Language } from "#kernel/actor.ts"
import { isSame } from "#kernel/secrets.ts"
import { acceptedLanguage, isLanguage } from "./language.ts"
import { networkOf } from "./network.ts"

/** What the gate knows of a request before anybody serves it. */
export type Entry = {
  /** Of this response's scripts and styles. */
  readonly nonce: string
  /** The visitor's address, as web is told. */
  readonly address: string
  /** Whose address it is: limits and anonymous visitors are told apart by it. */
  readonly network: string
  /** From web, on behalf of a visitor whose own request was checked already. */
  readonly isInternal: boolean
  language: Language
  /** Whose own host the request names, if any. */
  ownBusiness: Business | null
}

const entries = new WeakMap<FastifyRequest, Entry>()

/** Made once per request, in the first hook. */
export function newEntry(request: FastifyRequest, { internalToken }: { internalToken: string }): Entry {
  const token = one(request.headers["x-guichet-internal"])
  const isInternal = token !== undefined && isSame(token, internalToken)
  const address = (isInternal ? one(request.headers["x-guichet-client"]) : undefined) ?? request.ip
  const entry: Entry = {
    nonce: randomBytes(16).toString("base64"),
    address,
    network: networkOf(address),
    isInternal,
    language: languageOf(request, isInternal),
    ownBusiness: null,
  }
  entries.set(request, entry)
  return entry
}

export function entryOf(request: FastifyRequest): Entry {
  const entry = entries.get(request)
  if (entry === undefined) throw new Error("every request has its entry from the first hook on")
  return entry
}

/** What the query asks for, else what web says for its visitor, else the browser's wish, else French. */
function languageOf({ query, headers }: FastifyRequest, isInternal: boolean): Language {
  const asked = typeof query === "object" && query !== null && "locale" in query ? query.locale : undefined
  if (isLanguage(asked)) return asked
  const told = isInternal ? headers["x-guichet-locale"] : undefined
  if (isLanguage(told)) return told
  return acceptedLanguage(headers["accept-language"]) ?? "fr"
}

export function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}

export function pathOf({ url }: Pick<FastifyRequest, "url">): string {
  return url.split("?", 1)[0] ?? "/"
}

const named = z.record(z.string(), z.string())

/** The parameters of the path, decoded. */
export function paramsOf({ params }: FastifyRequest): Readonly<Record<string, string | undefined>> {
  return named.parse(params)
}
