import { setTimeout as sleep } from "node:timers/promises"
import { type Answer, type Incoming, json, type Route } from "../server.ts"
import {
  acknowledgeAnswer,
  errorAnswer,
  extendedAnswer,
  languageFor,
  refundAnswer,
  registerAnswer,
  statusAnswer,
} from "./answers.ts"
import type { Gateway, Merchant } from "./gateway.ts"
import type { Knobs, SomeKnobs } from "./knobs.ts"
import { acknowledged, can, depositMinor, type Order, refunded, reversed } from "./order.ts"
import { errors, leastMinor, register, type WireError } from "./register.ts"
import type { RequestLog } from "./request-log.ts"

export const restPath = "/satim/payment/rest"

type Call = {
  readonly gateway: Gateway
  readonly form: URLSearchParams
  readonly merchant: Merchant
  readonly knobs: Knobs
  /** Behaviour a registration was set up with, kept for the order it makes. */
  readonly orderKnobs: SomeKnobs
  readonly payUrl: (order: Order, language: string) => string
}

type Endpoint = {
  readonly isCapital: boolean
  /** The parameter that names the order; null where there is none yet. */
  readonly orderParam: "mdOrder" | "orderId" | null
  /** `order` is given exactly where `orderParam` is. */
  readonly run: (call: Call, order: Order | null) => object | WireError
}

const endpoints: Readonly<Record<string, Endpoint>> = {
  "register.do": { isCapital: false, orderParam: null, run: registerOrder },
  "public/acknowledgeTransaction.do": { isCapital: true, orderParam: "mdOrder", run: onOrder(acknowledge) },
  "getOrderStatus.do": { isCapital: true, orderParam: "orderId", run: onOrder(read(statusAnswer)) },
  "getOrderStatusExtended.do": { isCapital: false, orderParam: "orderId", run: onOrder(read(extendedAnswer)) },
  "refund.do": { isCapital: false, orderParam: "orderId", run: onOrder(refund) },
  "reverse.do": { isCapital: false, orderParam: "orderId", run: onOrder(reverse) },
}

type Rest = { readonly gateway: Gateway; readonly log: RequestLog; readonly payUrl: Call["payUrl"] }

/** GET is answered too, as by the real gateway, though it puts the password in every access log on the way. */
export function restRoutes(rest: Rest): Route[] {
  return Object.entries(endpoints).flatMap(([name, endpoint]) =>
    (["POST", "GET"] as const).map((method) => ({
      method,
      path: `${restPath}/${name}`,
      answer: (incoming: Incoming) => answered(rest, { name, endpoint, incoming }),
    })),
  )
}

async function answered(
  rest: Rest,
  { name, endpoint, incoming }: { name: string; endpoint: Endpoint; incoming: Incoming },
): Promise<Answer> {
  const form = formOf(incoming)
  const mdOrder = endpoint.orderParam ? form.get(endpoint.orderParam) : null
  const next = endpoint.orderParam ? null : rest.gateway.knobs.takeNext()
  const knobs = next?.call ?? rest.gateway.knobs.of(mdOrder)
  const isFaulty = knobs.faultOn.length === 0 || knobs.faultOn.includes(name)
  const work = () =>
    worked(rest, { endpoint, form, mdOrder, knobs: isFaulty ? knobs : calm(knobs), next: next?.order ?? {} })

  const logged = rest.log.open(incoming, form)

  if (!isFaulty || !hasFault(knobs)) return logged(work())

  const real = knobs.faultWhen === "after" || !isSilent(knobs) ? work() : null
  rest.gateway.knobs.countFault(mdOrder)
  return logged(await misbehaved(knobs, real))
}

function formOf({ method, query, headers, body }: Incoming): URLSearchParams {
  if (method === "GET") return query
  const isForm = (headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")
  return new URLSearchParams(isForm ? body.toString("utf8") : "")
}

function hasFault(knobs: Knobs): boolean {
  return isSilent(knobs) || knobs.slowMs > 0 || knobs.accessDenied || knobs.systemError || knobs.duplicateOrderNumber
}

/** Faults that keep the gateway's own answer from the caller. */
function isSilent({ html, httpStatus, hangMs, connection }: Knobs): boolean {
  return html || httpStatus !== null || hangMs > 0 || connection !== "ok"
}

function calm(knobs: Knobs): Knobs {
  return { ...knobs, accessDenied: false, systemError: false, duplicateOrderNumber: false }
}

async function misbehaved(knobs: Knobs, real: Answer | null): Promise<Answer> {
  if (knobs.slowMs > 0) await sleep(knobs.slowMs, undefined, { ref: false })
  if (knobs.connection === "reset") return { drop: "reset" }
  if (knobs.connection === "closed") return { drop: "close" }
  if (knobs.hangMs > 0) {
    await sleep(knobs.hangMs, undefined, { ref: false })
    return { drop: "close" }
  }
  if (knobs.html || knobs.httpStatus !== null || real === null) return proxyPage(knobs.httpStatus ?? 200)
  return real
}

function proxyPage(status: number): Answer {
  const body = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
  return { status, headers: { "content-type": "text/html" }, body }
}

type Work = {
  readonly endpoint: Endpoint
  readonly form: URLSearchParams
  readonly mdOrder: string | null
  readonly knobs: Knobs
  readonly next: SomeKnobs
}

function worked({ gateway, payUrl }: Rest, { endpoint, form, mdOrder, knobs, next }: Work): Answer {
  const { isCapital, orderParam, run } = endpoint
  const refused = (error: WireError) => json(errorAnswer(error, { isCapital, knobs }))
  const merchant = authorised(gateway, form, knobs)
  if ("code" in merchant) return refused(merchant)
  if (knobs.systemError) return refused(errors.system)
  if (orderParam && !mdOrder) return refused(errors.wrong(orderParam))

  const found = mdOrder ? gateway.find(mdOrder) : null
  const order = found?.userName === merchant.userName ? found : null
  if (orderParam && !order) {
    return isCapital && knobs.unknownOrder === "http401"
      ? json("Transaction is not found", 401)
      : refused(errors.unregistered)
  }

  const result = run({ gateway, form, merchant, knobs, orderKnobs: next, payUrl }, order)
  return isWireError(result) ? refused(result) : json(result)
}

function authorised(gateway: Gateway, form: URLSearchParams, knobs: Knobs): Merchant | WireError {
  const userName = form.get("userName") ?? ""
  const password = form.get("password") ?? ""
  if (userName === "") return errors.missing("userName")
  if (password === "") return errors.missing("password")

  const merchant = gateway.merchantNamed(userName)
  return merchant && merchant.password === password && !knobs.accessDenied ? merchant : errors.denied
}

function isWireError(result: object): result is WireError {
  return "code" in result
}

function registerOrder({ gateway, form, merchant, knobs, orderKnobs, payUrl }: Call): object | WireError {
  const order = register(gateway, { merchant, form, knobs })
  if ("code" in order) return order

  gateway.save(order)
  if (Object.keys(orderKnobs).length > 0) gateway.knobs.set({ mdOrder: order.mdOrder }, orderKnobs)
  return registerAnswer(order, { formUrl: payUrl(order, form.get("language") ?? ""), knobs })
}

type OnOrder = (call: Call, order: Order) => object | WireError

function onOrder(run: OnOrder): Endpoint["run"] {
  return (call, order) => (order ? run(call, order) : errors.unregistered)
}

function acknowledge({ gateway, form, knobs }: Call, order: Order): object {
  const seen = acknowledged(order, gateway.now())
  if (seen !== order) gateway.save(seen)
  return acknowledgeAnswer({ order: seen, knobs, language: languageFor(seen, form.get("language")) })
}

function read(answer: typeof statusAnswer): OnOrder {
  return ({ form, knobs }, order) => answer({ order, knobs, language: languageFor(order, form.get("language")) })
}

function refund({ gateway, form, knobs }: Call, order: Order): object | WireError {
  const amount = form.get("amount") ?? ""
  if (!/^\d{1,15}$/.test(amount) || Number(amount) < leastMinor) return errors.wrong("amount")
  if (!can(order, "refund")) return errors.system
  if (Number(amount) > depositMinor(order)) return errors.wrong("amount")

  gateway.save(refunded(order, Number(amount)))
  return refundAnswer(knobs)
}

function reverse({ gateway, knobs }: Call, order: Order): object | WireError {
  if (!can(order, "reverse")) return errors.system
  gateway.save(reversed(order))
  return refundAnswer(knobs)
}
