import { randomInt } from "node:crypto"
import { z } from "zod"
import type { Gateway, Merchant } from "./gateway.ts"
import type { Knobs } from "./knobs.ts"
import type { Order } from "./order.ts"

/** A refusal as the gateway words it: always with HTTP 200. */
export type WireError = { readonly code: number; readonly message: string }

export const errors = {
  duplicate: { code: 1, message: "Order number is duplicated, order with given order number is processed already" },
  currency: { code: 3, message: "Unknown currency" },
  denied: { code: 5, message: "Access denied" },
  language: { code: 5, message: "Wrong language" },
  jsonParams: { code: 5, message: "Invalid jsonParams" },
  unregistered: { code: 6, message: "Unregistered order id" },
  system: { code: 7, message: "System error" },
  paymentWay: { code: 14, message: "Invalid paymentway" },
  missing: (name: string) => ({ code: 4, message: `Missing required parameter: ${name}` }),
  wrong: (name: string) => ({ code: 5, message: `Incorrect value of request parameter: ${name}` }),
} as const

/** 50 DA: the least the gateway takes or gives back. */
export const leastMinor = 5000

const required = ["orderNumber", "amount", "currency", "returnUrl", "language", "jsonParams"] as const
const fundingTypes = ["CP", "698"]
const udf = z.string().regex(/^[A-Za-z0-9]{1,20}$/)
const jsonParams = z.looseObject({
  force_terminal_id: z.string().min(1).max(16),
  udf1: udf,
  udf2: udf.optional(),
  udf3: udf.optional(),
  udf4: udf.optional(),
  udf5: udf.optional(),
  fundingTypeIndicator: z.string().optional(),
})
type JsonParams = z.infer<typeof jsonParams>

type Registration = { readonly merchant: Merchant; readonly form: URLSearchParams; readonly knobs: Knobs }

/** register.do, in the order the checks are made: presence, form, rights on the terminal, uniqueness. */
export function register(gateway: Gateway, { merchant, form, knobs }: Registration): Order | WireError {
  const params = parsedJsonParams(form.get("jsonParams"))
  const wrong = firstError(form)
  if (wrong) return wrong
  if (params === null || params.force_terminal_id !== merchant.terminalId) return errors.jsonParams
  if (params.fundingTypeIndicator && !fundingTypes.includes(params.fundingTypeIndicator)) return errors.paymentWay

  const orderNumber = form.get("orderNumber") ?? ""
  if (knobs.duplicateOrderNumber || gateway.isTaken(merchant.userName, orderNumber)) return errors.duplicate
  return registered(gateway.now(), { merchant, form, knobs, params })
}

function firstError(form: URLSearchParams): WireError | null {
  const value = (name: string) => form.get(name) ?? ""
  const missing = required.find((name) => value(name) === "")
  if (missing) return errors.missing(missing)
  if (!/^[A-Za-z0-9]{1,10}$/.test(value("orderNumber"))) return errors.wrong("orderNumber")
  if (!/^\d{1,15}$/.test(value("amount")) || Number(value("amount")) < leastMinor) return errors.wrong("amount")
  if (value("currency") !== "012") return errors.currency
  if (!/^(ar|fr|en)$/i.test(value("language"))) return errors.language
  if (!isUrl(value("returnUrl"))) return errors.wrong("returnUrl")
  if (value("failUrl") !== "" && !isUrl(value("failUrl"))) return errors.wrong("failUrl")
  return value("description").length > 512 ? errors.wrong("description") : null
}

function isUrl(text: string): boolean {
  return text.length <= 512 && /^https?:$/.test(URL.parse(text)?.protocol ?? "")
}

function parsedJsonParams(text: string | null): JsonParams | null {
  if (text === null || text.length > 1024) return null
  try {
    return jsonParams.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function registered(at: number, given: Registration & { params: JsonParams }): Order {
  const { merchant, form, knobs, params } = given
  const returnUrl = form.get("returnUrl") ?? ""
  const udfs = Object.entries(params).filter(([name]) => /^udf[1-5]$/.test(name))
  return {
    mdOrder: newOrderId(),
    userName: merchant.userName,
    terminalId: merchant.terminalId,
    orderNumber: form.get("orderNumber") ?? "",
    amountMinor: Number(form.get("amount")),
    currency: "012",
    description: form.get("description") ?? "",
    language: form.get("language") ?? "",
    returnUrl,
    failUrl: form.get("failUrl") || returnUrl,
    udf: Object.fromEntries(udfs.map(([name, value]) => [name, String(value)])),
    status: "registered",
    registeredAt: at,
    deadlineAt: at + knobs.sessionMinutes * 60_000,
    acknowledgedAt: null,
    stuck: false,
    refundedMinor: 0,
    attempt: null,
    challenge: null,
  }
}

function newOrderId(): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
  return Array.from({ length: 20 }, () => alphabet.charAt(randomInt(alphabet.length))).join("")
}
