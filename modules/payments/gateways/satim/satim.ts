import type {
  Gateway,
  Observation,
  Outcome,
  Refunded,
  RefundRequest,
  Started,
  StartRequest,
  Unknown,
} from "../gateway.ts"
import { satimAccount } from "./account.ts"
import { ask, type SatimLine } from "./exchange.ts"
import { newOrderNumber, orderNumberPattern } from "./reference.ts"
import { observed, type Reading } from "./status.ts"
import { satimSessionMinutes, satimSweep } from "./sweep.ts"
import { integerOf, textOf } from "./wire.ts"

/** CIB and Edahabia cards, Algeria. No webhook: the browser's return and a sweep ask. */
export const satim: Gateway = {
  name: "satim",
  capabilities: {
    currencies: ["DZD"],
    notification: "none",
    refund: "partial",
    cancel: false,
    sessionMinutes: satimSessionMinutes,
    minimumMinor: 5000,
  },
  references: { pattern: orderNumberPattern, next: newOrderNumber },
  sweep: satimSweep,
  connect: ({ http, secret, timeoutMs }) => {
    const line = { http, account: satimAccount.parse(secret), timeoutMs }
    return {
      start: (request) => register(line, request),
      confirm: (sought, now) => look(line, { endpoint: "acknowledge", sought, now }),
      readStatus: (sought, now) => look(line, { endpoint: "extended", sought, now }),
      refund: (request) => refund(line, request),
    }
  },
}

/** register.do. A code 1 (number seen before) is a refusal too: the next try takes a new number. */
async function register(line: SatimLine, request: StartRequest): Promise<Outcome<Started>> {
  const form = registration(line, request)
  const said = await ask(line, { endpoint: "register.do", form, refusals: [1, 3, 4, 5, 14] })
  if (said.kind !== "said") return said

  const gatewayReference = textOf(said.record, "orderId")
  const redirectUrl = textOf(said.record, "formUrl")
  const isRegistered = integerOf(said.record, "errorCode") === 0 && gatewayReference && redirectUrl
  if (!isRegistered || !isWebAddress(redirectUrl)) return unreadable("register.do")
  return { kind: "answered", value: { gatewayReference, redirectUrl, notificationToken: null, raw: said.record } }
}

function registration({ account }: SatimLine, request: StartRequest): Record<string, string> {
  if (request.currency !== "DZD" || !orderNumberPattern.test(request.reference)) {
    throw new Error(
      `SATIM takes dinars under a reference of ten characters, not ${request.currency} ${request.reference}`,
    )
  }
  return {
    orderNumber: request.reference,
    amount: String(request.amountMinor),
    currency: "012",
    returnUrl: request.returnUrl,
    failUrl: request.failUrl,
    description: request.description.slice(0, 512),
    language: request.language.toUpperCase(),
    jsonParams: JSON.stringify({ force_terminal_id: account.terminalId, udf1: udfOf(request) }),
  }
}

/** udf1 is mandatory, alphanumeric, 20 at most: the dossier's number, for whoever reads SATIM's back office. */
function udfOf({ dossierNumber, reference }: StartRequest): string {
  return dossierNumber.replace(/[^A-Za-z0-9]/g, "").slice(0, 20) || reference
}

function isWebAddress(url: string): boolean {
  return /^https?:$/.test(URL.parse(url)?.protocol ?? "")
}

/** Codes on reading an order that concern our access or our request, and say nothing of the payment. */
const readRefusals = [4, 5, 6]

/** The acknowledgement alone calls the order `mdOrder`. */
const looks = {
  acknowledge: { path: "public/acknowledgeTransaction.do", orderParam: "mdOrder" },
  extended: { path: "getOrderStatusExtended.do", orderParam: "orderId" },
} as const

async function look(line: SatimLine, { endpoint, sought, now }: Reading): Promise<Outcome<Observation>> {
  const { path, orderParam } = looks[endpoint]
  const form = { [orderParam]: sought.gatewayReference, language: sought.language.toUpperCase() }
  const said = await ask(line, { endpoint: path, form, refusals: readRefusals })
  if (said.kind !== "said") return said

  const value = observed(said.record, { endpoint, sought, now })
  return value ? { kind: "answered", value } : unreadable(path)
}

/** refund.do. A missing errorCode is no success; code 7 may be a wrong state or their fault, so it stays unknown. */
async function refund(line: SatimLine, request: RefundRequest): Promise<Outcome<Refunded>> {
  const form = { orderId: request.gatewayReference, amount: String(request.amountMinor) }
  const said = await ask(line, { endpoint: "refund.do", form, refusals: [5, 6] })
  if (said.kind !== "said") return said
  if (integerOf(said.record, "errorCode") !== 0) return unreadable("refund.do")
  return { kind: "answered", value: { raw: said.record } }
}

function unreadable(endpoint: string): Unknown {
  return { kind: "unknown", reason: "unreadable", detail: `${endpoint}: not an answer of the guide` }
}
