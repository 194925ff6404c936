import { type Incoming, type Reply, type Route, redirect } from "../server.ts"
import { type CardOutcome, oneTimeCode, oneTimeCodeTries, outcomeOf } from "./cards.ts"
import { type Card, cardOf, type Gateway, isPayable, type Settled, settle } from "./gateway.ts"
import type { Order } from "./order.ts"
import { languageOf } from "./outcomes.ts"
import { type CardFault, cardPage, codePage, endPage, unknownOrderPage } from "./pages.ts"

const path = "/satim/payment/merchants/guichet/payment.html"

export function payPath(order: Order, language: string): string {
  return `${path}?mdOrder=${order.mdOrder}&language=${languageOf(language)}`
}

type Visit = {
  readonly gateway: Gateway
  readonly order: Order
  readonly language: ReturnType<typeof languageOf>
  readonly form: URLSearchParams
  readonly ip: string
}

/** The pages the payer's browser is sent to. One address: the order itself knows which page is due. */
export function hostedRoutes(gateway: Gateway): Route[] {
  return [
    { method: "GET", path, answer: (incoming) => visited(gateway, incoming, show) },
    { method: "POST", path, answer: (incoming) => visited(gateway, incoming, step) },
  ]
}

function visited(gateway: Gateway, incoming: Incoming, run: (visit: Visit) => Reply): Reply {
  const { query, body, remoteAddress } = incoming
  const order = gateway.find(query.get("mdOrder") ?? "")
  const language = languageOf(query.get("language") ?? order?.language)
  if (!order) return unknownOrderPage(language)
  return run({ gateway, order, language, form: new URLSearchParams(body.toString("utf8")), ip: remoteAddress })
}

function show(visit: Visit): Reply {
  const { gateway, order } = visit
  if (order.status === "deposited" || order.status === "refunded") return endPage(visit, "settled")
  if (!isPayable(gateway, order)) return endPage(visit, "over")
  return order.challenge ? codePage(visit) : cardPage(visit)
}

function step(visit: Visit): Reply {
  const { gateway, order, form } = visit
  if (!isPayable(gateway, order)) return show(visit)

  const asked = form.get("step")
  if (asked === "card") return tryCard(visit)
  if (asked === "code" && order.challenge) return tryCode(visit)
  if (asked === "cancel") return leave(visit, settled(visit, "cancelled"))
  gateway.save({ ...order, challenge: null })
  return again(visit)
}

function tryCard(visit: Visit): Reply {
  const { gateway, order, form } = visit
  const field = (name: string) => (form.get(name) ?? "").trim()
  const pan = field("pan").replace(/[\s-]/g, "")
  const expiration = expirationOf(field("expiry"))
  const faults: CardFault[] = [
    ...(/^\d{16}$/.test(pan) ? [] : ["pan" as const]),
    ...(expiration === null ? ["expiry" as const] : []),
    ...(/^\d{3}$/.test(field("cvv")) ? [] : ["cvv" as const]),
    ...(field("holder") === "" ? ["holder" as const] : []),
  ]
  if (expiration === null || faults.length > 0) return cardPage(visit, faults)

  const isPast = expiration < new Date(gateway.now()).toISOString().slice(0, 7).replace("-", "")
  const outcome = isPast ? "expired_card" : outcomeOf(pan)
  const card = cardOf({ pan, holder: field("holder").slice(0, 26), expiration })
  gateway.save({ ...order, challenge: { ...card, outcome, tries: 0 } })
  return again(visit)
}

/** MM/YY or MM/YYYY, as YYYYMM. */
function expirationOf(typed: string): string | null {
  const parts = /^(0[1-9]|1[0-2])\s*\/?\s*(?:20)?(\d{2})$/.exec(typed)
  return parts ? `20${parts[2]}${parts[1]}` : null
}

function tryCode(visit: Visit): Reply {
  const { gateway, order, form } = visit
  const { challenge } = order
  if (!challenge) return again(visit)
  if ((form.get("code") ?? "").trim() === oneTimeCode) return leave(visit, settled(visit, challenge.outcome))

  const tries = challenge.tries + 1
  if (tries >= oneTimeCodeTries) return leave(visit, settled(visit, "wrong_password"))
  const tried = { ...order, challenge: { ...challenge, tries } }
  gateway.save(tried)
  return codePage({ ...visit, order: tried })
}

const noCard: Card = { panHead: "", panTail: "", holder: "", expiration: "" }

function settled({ gateway, order, ip }: Visit, result: CardOutcome): Settled | null {
  const { panHead, panTail, holder, expiration } = order.challenge ?? noCard
  return settle(gateway, order, { result, payer: { card: { panHead, panTail, holder, expiration }, ip } })
}

function leave(visit: Visit, result: Settled | null): Reply {
  if (!result) return again(visit)
  return result.returnUrl === null
    ? endPage({ ...visit, order: result.order }, "stays")
    : redirect(result.returnUrl, 302)
}

/** Relative, so that it holds behind any prefix a proxy adds. */
function again({ order, language }: Visit): Reply {
  return redirect(`payment.html?mdOrder=${order.mdOrder}&language=${language}`, 303)
}
