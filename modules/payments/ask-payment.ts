import type { Acting } from "#kernel/command.ts"
import { newId } from "#kernel/ids.ts"
import type { Currency } from "#kernel/money.ts"
import type { GatewayName } from "./gateways/index.ts"
import { insertAttempt } from "./queries/attempts.ts"
import { insertRequest, type purposes, type Request } from "./queries/requests.ts"

type Asked = {
  readonly id?: string
  readonly dossierId: string
  readonly purpose: (typeof purposes)[number]
  readonly amountMinor: number
  readonly currency: Currency
  readonly method: Request["method"]
  readonly expiresAt: Temporal.Instant | null
}

/** Asks for money; for a method with a gateway, an attempt waits for the job `payments.start` that the caller's event carries. */
export async function askPayment(
  { tx, business, now }: Pick<Acting, "tx" | "business" | "now">,
  { id = newId(), method, ...asked }: Asked,
): Promise<{ requestId: string; attemptId: string | null }> {
  await insertRequest(tx, { businessId: business.id, id, method, askedAt: now, ...asked })
  if (method === "cash_on_delivery") return { requestId: id, attemptId: null }

  const attemptId = await newAttempt({ tx, business, now }, { ...asked, requestId: id, gateway: method })
  return { requestId: id, attemptId }
}

type Trying = {
  readonly requestId: string
  readonly dossierId: string
  readonly gateway: GatewayName
  readonly amountMinor: number
  readonly currency: Currency
}

/** One open attempt per request: the unique index is the referee. */
export async function newAttempt(
  { tx, business, now }: Pick<Acting, "tx" | "business" | "now">,
  { requestId, dossierId, gateway, amountMinor, currency }: Trying,
): Promise<string> {
  const id = newId()
  const amount = { amountMinor, currency }
  await insertAttempt(tx, { businessId: business.id, id, requestId, dossierId, gateway, ...amount, startedAt: now })
  return id
}
