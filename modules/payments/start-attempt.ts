import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { job } from "#kernel/events.ts"
import { newAttempt } from "./ask-payment.ts"
import { checkOpen, lockedRequest } from "./found-request.ts"
import { type Attempt, attemptsOf, closeAttempt } from "./queries/attempts.ts"
import { changeRequest, type Request } from "./queries/requests.ts"
import { refuse } from "./refusals.ts"

const input = z.strictObject({
  requestId: z.uuid(),
  method: z.enum(["satim", "cash_on_delivery"]),
  amountMinor: z.int().positive(),
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
})
type Input = z.output<typeof input>

/** Tries again, or another way. Refuses `payment_in_progress` while a gateway's page may still be open. */
export const startAttempt = command({
  name: "payment.start-attempt",
  needs: "system.follow",
  input,

  async run(acting, { requestId, method, amountMinor, expiresAt }) {
    const { tx, tell } = acting
    const request = await lockedRequest(acting, requestId)
    checkOpen(request)
    const waiting = (await attemptsOf(tx, { requestId })).find(isOpen)
    if (waiting?.status === "pending") refuse("payment_in_progress", { attemptId: waiting.id })

    const isSame = waiting?.gateway === method && waiting.amountMinor === amountMinor
    await changeRequest(tx, { id: requestId, method, amountMinor, expiresAt: instantOf(expiresAt) })
    const attemptId = isSame ? waiting.id : await replacement(acting, { request, waiting, method, amountMinor })
    tell("payment.restarted", {
      dossierId: request.dossierId,
      audience: "customer",
      facts: { requestId, attemptId, method, amountMinor },
      jobs: attemptId === null ? [] : [job("payments.start", attemptId)],
    })
    return { attemptId }
  },
})

const isOpen = ({ status }: Pick<Attempt, "status">) => status === "starting" || status === "pending"
const instantOf = (text: string | null) => (text === null ? null : Temporal.Instant.from(text))

type Replacing = Pick<Input, "method" | "amountMinor"> & {
  readonly request: Request
  readonly waiting: Attempt | undefined
}

/** An attempt that never got a page to pay on can be dropped: nobody was ever told where to pay it. */
async function replacement(acting: Acting, { request, waiting, method, amountMinor }: Replacing) {
  const { tx, now } = acting
  if (waiting !== undefined) {
    const close = { status: "cancelled", reason: "superseded", reasonText: null, closedAt: now } as const
    await closeAttempt(tx, { id: waiting.id, ...close })
  }
  if (method === "cash_on_delivery") return null

  const { id: requestId, dossierId, currency } = request
  return newAttempt(acting, { requestId, dossierId, gateway: method, amountMinor, currency })
}
