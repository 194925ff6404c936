import type { Knobs } from "./knobs.ts"
import { depositMinor, type Order } from "./order.ts"
import { type Language, languageOf, outcomes, stateTexts } from "./outcomes.ts"
import type { WireError } from "./register.ts"

type Wire = Record<string, unknown>

type Asked = { readonly order: Order; readonly knobs: Knobs; readonly language: Language }

/** What the last try or the order's own state comes to, before an endpoint gives it its casing. */
type Verdict = {
  readonly orderStatus: number | null
  readonly errorCode: number
  readonly errorMessage: string
  readonly actionCode: number
  readonly respCode: string | null
  readonly text: string
}

export function registerAnswer(order: Order, { formUrl, knobs }: { formUrl: string; knobs: Knobs }): Wire {
  return styled({ errorCode: 0, orderId: order.mdOrder, formUrl }, knobs)
}

/** register.do, refund.do, reverse.do and getOrderStatusExtended.do write `errorCode`; the others capitalise it. */
export function errorAnswer(error: WireError, { isCapital, knobs }: { isCapital: boolean; knobs: Knobs }): Wire {
  const { code, message } = error
  return styled(
    isCapital ? { ErrorCode: code, ErrorMessage: message } : { errorCode: code, errorMessage: message },
    knobs,
  )
}

export function refundAnswer(knobs: Knobs): Wire {
  return styled({ errorCode: 0 }, knobs)
}

/** public/acknowledgeTransaction.do. The gateway does not echo mdOrder. */
export function acknowledgeAnswer(asked: Asked): Wire {
  const verdict = verdictOn(asked)
  const { actionCode, text, respCode } = verdict
  const resp = respCode === null ? {} : { respCode, respCode_desc: text }
  const params = asked.order.attempt ? { params: { ...resp, ...asked.order.udf } } : {}
  return styled({ ...capitalised(asked, verdict), actionCode, actionCodeDescription: text, ...params }, asked.knobs)
}

/** getOrderStatus.do: the acknowledgement's fields without its codes and params. */
export function statusAnswer(asked: Asked): Wire {
  return styled(capitalised(asked, verdictOn(asked)), asked.knobs)
}

/** getOrderStatusExtended.do: lower camel case, cards masked with two stars, no params. */
export function extendedAnswer(asked: Asked): Wire {
  const { order, knobs } = asked
  const verdict = verdictOn(asked)
  const merchantParams = {
    force_terminal_id: order.terminalId,
    ...order.udf,
    transmissionDate: String(order.registeredAt),
  }
  return styled(
    {
      errorCode: "0",
      errorMessage: "Success",
      orderNumber: order.orderNumber,
      ...(verdict.orderStatus === null ? {} : { orderStatus: verdict.orderStatus }),
      actionCode: verdict.actionCode,
      actionCodeDescription: verdict.text,
      amount: order.amountMinor + knobs.amountMismatchMinor,
      currency: order.currency,
      date: order.registeredAt,
      orderDescription: order.description,
      ...(order.attempt ? { ip: order.attempt.ip } : {}),
      merchantOrderParams: Object.entries(merchantParams).map(([name, value]) => ({ name, value })),
      attributes: [{ name: "mdOrder", value: order.mdOrder }],
      ...extendedCard(order),
      terminalId: order.terminalId,
      fraudLevel: 0,
    },
    knobs,
  )
}

function capitalised({ order, knobs }: Asked, verdict: Verdict): Wire {
  const { attempt } = order
  return {
    ...(attempt?.panHead ? { expiration: attempt.expiration, cardholderName: attempt.holder } : {}),
    depositAmount: depositMinor(order) === 0 ? 0 : depositMinor(order) + knobs.amountMismatchMinor,
    currency: order.currency,
    ...approval(order),
    ErrorCode: String(verdict.errorCode),
    ErrorMessage: verdict.errorMessage,
    ...(verdict.orderStatus === null ? {} : { OrderStatus: verdict.orderStatus }),
    OrderNumber: order.orderNumber,
    Pan: attempt?.panHead ? `${attempt.panHead.slice(0, 4)}****${attempt.panTail}` : "",
    Amount: order.amountMinor + knobs.amountMismatchMinor,
    ...(order.description === "" ? {} : { Description: order.description }),
    ...(attempt ? { Ip: attempt.ip } : {}),
    ...(verdict.respCode === null ? {} : { SvfeResponse: verdict.respCode }),
  }
}

function extendedCard(order: Order): Wire {
  const { attempt } = order
  if (!attempt?.panHead) return {}
  return {
    cardAuthInfo: {
      expiration: attempt.expiration,
      cardholderName: attempt.holder,
      ...approval(order),
      pan: `${attempt.panHead}**${attempt.panTail}`,
    },
    authDateTime: attempt.at,
    authRefNum: attempt.authRefNum,
  }
}

function approval({ attempt }: Order): Wire {
  const code = attempt?.approvalCode
  return code ? { approvalCode: code, authorizationResponseId: code } : {}
}

const wellDone = { errorCode: 0, errorMessage: "Success", actionCode: 0, respCode: "00" }

function verdictOn({ order, knobs, language }: Asked): Verdict {
  const text = stateTexts
  switch (order.status) {
    case "registered":
      return { ...wellDone, orderStatus: 0, actionCode: -100, respCode: null, text: text.untouched[language] }
    case "deposited":
      return { ...wellDone, orderStatus: 2, text: outcomes.accepted.text[language] }
    case "reversed":
      return { ...wellDone, orderStatus: 3, text: text.reversed[language] }
    case "refunded":
      return { ...wellDone, orderStatus: refundStatus(order, knobs), text: text.refunded[language] }
    default:
      return unpaidVerdict({ order, knobs, language })
  }
}

function refundStatus(order: Order, knobs: Knobs): number {
  return knobs.partialRefund === "deposited" && order.refundedMinor < order.amountMinor ? 2 : 4
}

/** Integrators saw both: OrderStatus 6 with the codes, and a decline that carries no OrderStatus. */
function unpaidVerdict({ order, knobs, language }: Asked): Verdict {
  const name = order.status === "expired" ? "session_expired" : (order.attempt?.outcome ?? "cancelled")
  const outcome = outcomes[name]
  const isBare = knobs.declineShape === "noOrderStatus" || name === "declined_without_status"
  return {
    orderStatus: isBare ? null : 6,
    errorCode: 2,
    errorMessage: "Payment is declined",
    actionCode: outcome.actionCode,
    respCode: isBare ? null : outcome.respCode,
    text: outcome.text[language],
  }
}

const numericNames = [
  "errorCode",
  "ErrorCode",
  "OrderStatus",
  "orderStatus",
  "Amount",
  "amount",
  "depositAmount",
  "actionCode",
]

function styled(answer: Wire, { wireStyle }: Knobs): Wire {
  if (wireStyle === "documented") return answer
  const cast = wireStyle === "numeric" ? Number : String
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, numericNames.includes(name) ? cast(value) : value]),
  )
}

/** The language asked for, else the one the order was registered in. */
export function languageFor(order: Order, asked: string | null): Language {
  return languageOf(asked || order.language)
}
