import * as z from "zod"
import { command } from "#kernel/command.ts"
import { job } from "#kernel/events.ts"
import { lockedRequest } from "./found-request.ts"
import { closeAttempt, openAttemptOf } from "./queries/attempts.ts"
import * as queries from "./queries/requests.ts"

/** Nothing is asked any more. An attempt with a page to pay on stays open until the gateway itself says that nobody paid it. */
export const cancelRequest = command({
  name: "payment.cancel-request",
  needs: "system.follow",
  input: z.strictObject({ requestId: z.uuid() }),

  async run(acting, { requestId }) {
    const { tx, now, tell } = acting
    const { dossierId } = await lockedRequest(acting, requestId)
    if ((await queries.cancelRequest(tx, { id: requestId })) === 0) return { cancelled: false }

    const open = await openAttemptOf(tx, { dossierId })
    if (open?.status === "starting") {
      const close = { status: "cancelled", reason: "superseded", reasonText: null, closedAt: now } as const
      await closeAttempt(tx, { id: open.id, ...close })
    }
    tell("payment.cancelled", {
      dossierId,
      audience: "customer",
      facts: { requestId },
      jobs: open?.status !== "pending" ? [] : [job("payments.check", open.id)],
    })
    return { cancelled: true }
  },
})
