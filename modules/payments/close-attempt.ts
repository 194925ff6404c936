import * as z from "zod"
import { command } from "#kernel/command.ts"
import { finishTask } from "#modules/dossiers/index.ts"
import { lockedAttempt } from "./found-request.ts"
import * as queries from "./queries/attempts.ts"

/** Why an attempt came to nothing; texts are `payments.reasons.<code>`, a gateway's own text goes before them. */
const closingCodes = ["declined", "cancelled", "expired", "gateway_refused", "superseded"] as const

/** An open attempt ended unpaid. One that is closed already, or paid, stays as it is: paid is sticky. */
export const closeAttempt = command({
  name: "payment.close-attempt",
  needs: "system.follow",
  input: z.strictObject({
    attemptId: z.uuid(),
    outcome: z.enum(["failed", "cancelled"]),
    code: z.enum(closingCodes),
    text: z.string().max(500).nullable(),
  }),

  async run(acting, { attemptId, outcome, code, text }) {
    const { tx, now, tell } = acting
    const { attempt, request } = await lockedAttempt(acting, attemptId)
    const close = { status: outcome, reason: code, reasonText: text, closedAt: now }
    if ((await queries.closeAttempt(tx, { id: attemptId, ...close })) === 0) return { closed: false }

    await finishTask(acting, { dossierId: attempt.dossierId, kind: "payment_unanswered" })
    tell("payment.failed", {
      dossierId: attempt.dossierId,
      audience: "customer",
      facts: { requestId: request.id, attemptId, outcome, code },
    })
    return { closed: true }
  },
})
