import { setTimeout as sleep } from "node:timers/promises"
import * as z from "zod"

const state = z.object({ status: z.string(), redirectUrl: z.string().nullable() })
const placed = z.object({ number: z.string(), trackingToken: z.string(), payment: state })
const tracked = z.object({ status: z.string(), payment: state })
const settled = z.object({ returnUrl: z.string().nullable() })

export type Placed = { readonly number: string; readonly token: string; readonly redirectUrl: string | null }
export type Outcome = "paid" | "declined" | "cancelled"

/** How long somebody goes on pressing the button when nothing answers. */
const patienceMs = 45_000

type Asked = { readonly method?: "GET" | "POST"; readonly key?: string; readonly body?: unknown }

/** A buyer with a browser: asks again with the same key when a connection breaks, and looks at the page until it says where to pay. */
export type Shopper = {
  /** Null when the shop says no for good, as when the units are gone. */
  readonly place: (order: unknown, key: string) => Promise<Placed | null>
  /** The gateway's page, once the order's own page leads there; null when it did not in time. */
  readonly payingPage: (token: string, withinMs: number) => Promise<string | null>
  /** Another try after one that failed; null when the order takes none any more. */
  readonly payAgain: (token: string, key: string) => Promise<string | null>
  /** At the gateway; answers where the browser goes next, null when the gateway took no payment. */
  readonly atGateway: (page: string, outcome: Outcome) => Promise<string | null>
  /** Lets a payer through whose session at the gateway is over. */
  readonly allowLate: (page: string) => Promise<void>
  readonly comeBack: (returnUrl: string) => Promise<void>
}

export function mdOrderOf(page: string): string {
  return new URL(page).searchParams.get("mdOrder") ?? ""
}

export function openShopper({ url, simulatorsUrl }: { url: string; simulatorsUrl: string }): Shopper {
  const shop = `${url}/api/v1/mj-chauffage`
  const control = `${simulatorsUrl}/satim/control`
  const payingPage: Shopper["payingPage"] = async (token, withinMs) => {
    const until = performance.now() + withinMs
    do {
      const answer = await persisted(`${shop}/orders/track/${token}`, {})
      if (answer.status !== 200) return null
      const { payment } = tracked.parse(await answer.json())
      if (payment.redirectUrl !== null) return payment.redirectUrl
      await sleep(100)
    } while (performance.now() < until)
    return null
  }

  return {
    payingPage,
    async place(order, key) {
      const answer = await persisted(`${shop}/orders`, { method: "POST", key, body: order })
      if (answer.status !== 201) return null
      const { number, trackingToken, payment } = placed.parse(await answer.json())
      return { number, token: trackingToken, redirectUrl: payment.redirectUrl }
    },
    async payAgain(token, key) {
      const body = { method: "satim" }
      const answer = await persisted(`${shop}/orders/track/${token}/payment`, { method: "POST", key, body })
      return answer.status === 200 ? (state.parse(await answer.json()).redirectUrl ?? payingPage(token, 5_000)) : null
    },
    async atGateway(page, outcome) {
      const answer = await persisted(`${control}/${mdOrderOf(page)}`, { method: "POST", body: { outcome } })
      return answer.status === 200 ? settled.parse(await answer.json()).returnUrl : null
    },
    async allowLate(page) {
      await persisted(`${control}/knobs`, { method: "POST", body: { mdOrder: mdOrderOf(page), latePayment: true } })
    },
    async comeBack(returnUrl) {
      await persisted(returnUrl, {})
    },
  }
}

/** Sends until there is an answer that is not "try again": no connection, a fault, busy and too many are not. */
async function persisted(url: string, { method = "GET", key, body }: Asked): Promise<Response> {
  const until = performance.now() + patienceMs
  for (;;) {
    const answer = await fetch(url, {
      method,
      headers: {
        ...(key === undefined ? {} : { "idempotency-key": key }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null)
    if (answer !== null && !(await isTryAgain(answer))) return answer
    if (performance.now() > until) throw new Error(`${method} ${url}: no answer in ${patienceMs} ms`)
    await sleep(60)
  }
}

async function isTryAgain(answer: Response): Promise<boolean> {
  if (answer.status >= 500 || answer.status === 429) return true
  if (answer.status !== 409) return false
  const problem: unknown = await answer.clone().json()
  return z.object({ code: z.literal("key_in_use") }).safeParse(problem).success
}
