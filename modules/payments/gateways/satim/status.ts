import type { Evidence, Observation, PaymentState, Raw, Sought } from "../gateway.ts"
import { satimSessionMinutes } from "./sweep.ts"
import { integerOf, listedTextOf, nestedOf, textOf } from "./wire.ts"

/** OrderStatus of the guide. 7 to 11 belong to stored cards and recurring payments, which we never ask for. */
const states: ReadonlyMap<number, PaymentState> = new Map([
  [-1, "failed"],
  [0, "pending"],
  [1, "authorised"],
  [2, "paid"],
  [3, "cancelled"],
  [4, "refunded"],
  [6, "failed"],
])

export type Reading = {
  /** The extended status has no params.respCode; its actionCode stands in. */
  readonly endpoint: "acknowledge" | "extended"
  readonly sought: Sought
  readonly now: Temporal.Instant
}

/** What an answer about an order says; null when it says nothing of the kind. */
export function observed(record: Raw, reading: Reading): Observation | null {
  const orderStatus = integerOf(record, "orderStatus")
  const hasCode = integerOf(record, "errorCode") !== undefined
  if (orderStatus === null || (orderStatus === undefined && !hasCode)) return null

  const disagreements = disagreementsOf(record, { ...reading, orderStatus })
  return {
    state: stateOf(orderStatus, { record, reading, disagreements }),
    amountMinor: integerOf(record, "amount") ?? null,
    currency: isDinar(textOf(record, "currency")) ? "DZD" : null,
    orderNumber: textOf(record, "orderNumber") ?? null,
    depositMinor: integerOf(record, "depositAmount") ?? null,
    disagreements,
    evidence: evidenceOf(record),
    raw: record,
  }
}

/** The platform's actionCode for a session that ran out; it comes with the OrderStatus of a decline. */
const sessionRanOut = -2007

type Judging = { readonly record: Raw; readonly reading: Reading; readonly disagreements: readonly string[] }

function stateOf(orderStatus: number | undefined, { record, reading, disagreements }: Judging): PaymentState {
  const isOther = disagreements.includes("orderNumber") || disagreements.includes("mdOrder")
  if (isOther) return "unknown"
  if (orderStatus === undefined) return isSessionOver(reading) ? "expired" : "pending"

  const state = states.get(orderStatus) ?? "unknown"
  if (state === "failed" && integerOf(record, "actionCode") === sessionRanOut) return "expired"
  return state === "paid" && disagreements.length > 0 ? "unknown" : state
}

/** A decline, a cancellation or a timeout can come without OrderStatus; until the session is over the payer may try again. */
function isSessionOver({ sought, now }: Reading): boolean {
  const end = sought.startedAt.add({ minutes: satimSessionMinutes + 1 })
  return Temporal.Instant.compare(now, end) >= 0
}

/** What must hold for "paid" (three fields together, and every echo our own), and does not. */
function disagreementsOf(record: Raw, given: Reading & { orderStatus: number | undefined }): string[] {
  const { sought, orderStatus } = given
  const isDeposited = orderStatus === 2
  const currency = textOf(record, "currency")
  const mdOrder = listedTextOf(record, { list: "attributes", name: "mdOrder" })
  const checks: readonly (readonly [name: string, holds: boolean])[] = [
    ["orderNumber", isSame(textOf(record, "orderNumber"), sought.reference)],
    ["mdOrder", isSame(mdOrder, sought.gatewayReference)],
    ["amount", isSame(integerOf(record, "amount"), sought.amountMinor)],
    ["currency", currency === undefined || (isDinar(currency) && sought.currency === "DZD")],
    ["depositAmount", !isDeposited || isSame(integerOf(record, "depositAmount"), sought.amountMinor)],
    ["errorCode", !isDeposited || integerOf(record, "errorCode") === 0],
    ["respCode", !isDeposited || isAccepted(record, given.endpoint)],
  ]
  return checks.filter(([, holds]) => !holds).map(([name]) => name)
}

/** Echoes are optional; one that is there must be ours. */
function isSame<T>(value: T | null | undefined, expected: T): boolean {
  return value === undefined || value === expected
}

function isAccepted(record: Raw, endpoint: Reading["endpoint"]): boolean {
  const respCode = textOf(nestedOf(record, "params"), "respCode")
  if (respCode !== undefined) return respCode !== null && /^0{1,2}$/.test(respCode)
  return endpoint === "extended" && integerOf(record, "actionCode") === 0
}

/** ISO 4217 number of the dinar; a number on the wire loses its zero. */
function isDinar(currency: string | null | undefined): boolean {
  return currency === "012" || currency === "12"
}

function evidenceOf(record: Raw): Evidence {
  const card = nestedOf(record, "cardAuthInfo")
  const params = nestedOf(record, "params")
  return {
    approvalCode: shown(textOf(record, "approvalCode") ?? textOf(card, "approvalCode")),
    maskedPan: shown(textOf(record, "pan") ?? textOf(card, "pan")),
    respCode: shown(textOf(params, "respCode")),
    respCodeDescription: shown(textOf(params, "respCode_desc")),
    actionCode: shown(textOf(record, "actionCode")),
    actionCodeDescription: shown(textOf(record, "actionCodeDescription")),
    method: "CIB/Edahabia",
  }
}

function shown(text: string | null | undefined): string | null {
  return text ? text.slice(0, 512) : null
}
