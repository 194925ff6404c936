import * as z from "zod"
import { languages } from "./format.ts"
import { type Currency, currencies } from "./money.ts"

/** One address of the API: the gate registers it, OpenAPI is made from it, web's client is typed by it. */
export type Endpoint = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  /** Below `/api/v1/{business}`; parameters in braces. */
  readonly path: `/${string}`
  readonly summary: string
  /** Who may come: any visitor, the holder of a guest link (`{token}` in the path), or staff with a session. */
  readonly opens: "visitor" | "link" | "session"
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /**
   * Instead of JSON: bytes as they come (`image/*` or `application/octet-stream`), which the verb's route reads, or a
   * delivery that its sender signed, which the route proves.
   */
  readonly takes?: "bytes" | "delivery"
  readonly answer: z.ZodType
  readonly status: number
  /** Takes an `Idempotency-Key`; money, stock and time always do. */
  readonly idempotent?: boolean
  /** A visitor in a browser answers a captcha first. */
  readonly captcha?: boolean
  /** Which limits count its calls; by default those of its kind. `auth` is for secrets that could be guessed. */
  readonly tier?: "webhook" | "auth"
  /** Media type of an answer that is a file. */
  readonly media?: string
  /** Codes of the refusals it can give, beyond those of every endpoint. */
  readonly refusals?: readonly string[]
}
export type Endpoints = { readonly [name: string]: Endpoint }

export type Asked<E extends Endpoint> = {
  readonly params: E["params"] extends z.ZodObject ? z.output<E["params"]> : Record<string, never>
  readonly query: E["query"] extends z.ZodObject ? z.output<E["query"]> : Record<string, never>
  /** As sent: the verb parses it. */
  readonly body: E["takes"] extends "bytes"
    ? Upload
    : E["takes"] extends "delivery"
      ? Delivery
      : E["body"] extends z.ZodType
        ? z.input<E["body"]>
        : undefined
}
/** What a provider sent us, as it came: signatures cover the bytes and the address, and no other form of them. */
export type Delivery = {
  /** The public one that the provider knows, with its query; never made from a Host header. */
  readonly url: string
  readonly headers: { readonly [name: string]: string | undefined }
  readonly body: Uint8Array
}
/** Bytes that are still coming: read once, by whoever knows how many there may be. Null when there are more. */
export type Upload = { readonly read: (limitBytes: number) => Promise<Uint8Array | null> }
export type Answered<E extends Endpoint> = z.input<E["answer"]>

/** A file instead of JSON. */
export type FileAnswer = { readonly bytes: Uint8Array; readonly name: string }
export const fileAnswer = z.custom<FileAnswer>()

/** Where the browser goes on to instead of JSON, in an endpoint whose `status` is 303. */
export type RedirectAnswer = { readonly location: string }
export const redirectAnswer = z.custom<RedirectAnswer>()

export const money = z
  .strictObject({ amount: z.int(), currency: z.enum(currencies) })
  .describe("An amount in minor units (centimes, millimes) and its ISO 4217 currency.")

export type WireMoney = z.output<typeof money>

export function wireMoney(amountMinor: number, currency: Currency): WireMoney {
  return { amount: amountMinor, currency }
}

/** Postgres compares ids by value, we by text: one spelling from the edge on. */
export const id = z.uuid().toLowerCase()
/** What a person or program writes: lines end in \n, and nothing is in it that cannot be stored or seen. */
export const text = z
  .string()
  .overwrite((written) => written.replaceAll("\r\n", "\n"))
  .refine((written) => written.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(written), { error: "control_character" })
/** Algerian mobile numbers as people write them (05, 06, 07 or +213…), kept as E.164. */
export const algerianMobile = z
  .string()
  .transform((written) => written.replace(/[\s.\-()\p{Cf}]/gu, "").replace(/^(?:\+|00)213/, "0"))
  .refine((digits) => /^0[567]\d{8}$/.test(digits), { error: "phone_not_mobile" })
  .transform((digits) => `+213${digits.slice(1)}`)
/** A dossier's number as on its ticket, or as people write it: small, without dashes or prefix, O for zero, I or L for one. */
export const publicNumber = (prefix: string) =>
  text
    .max(40)
    .transform((written) => written.toUpperCase().replace(/[^0-9A-Z]/g, ""))
    .transform((bare) => (bare.startsWith(prefix) ? bare.slice(prefix.length) : bare))
    .transform((code) => code.replaceAll("O", "0").replace(/[IL]/g, "1"))
    .refine((code) => /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code), { error: "number_shape" })
    .transform((code) => `${prefix}-${code.slice(0, 4)}-${code.slice(4)}`)
const [earliest, latest] = ["2000-01-01", "2100-01-01"]
/** A day of the calendar, and an instant, that somebody may mean: what is further away is a slip of the pen. */
export const day = z.iso.date().refine((date) => earliest <= date && date < latest, { error: "date_too_far" })
export const instant = z.iso
  .datetime({ offset: true })
  .refine((at) => Date.parse(earliest) <= Date.parse(at) && Date.parse(at) < Date.parse(latest), {
    error: "date_too_far",
  })
/** The same, or a Tunisian mobile number with its country (+216 or 00216): nobody else's are written to by SMS. */
export const mobile = z
  .string()
  .transform((written) =>
    written
      .replace(/[\s.\-()\p{Cf}]/gu, "")
      .replace(/^00/, "+")
      .replace(/^\+213/, "0"),
  )
  .refine((digits) => /^(?:0[567]\d{8}|\+216[24579]\d{7})$/.test(digits), { error: "phone_not_mobile" })
  .transform((digits) => digits.replace(/^0/, "+213"))
export const language = z.enum(languages)
/** Text by language; French is always there. */
export const translated = z.strictObject({ fr: z.string(), ar: z.string().optional(), en: z.string().optional() })
export type Translated = z.output<typeof translated>
