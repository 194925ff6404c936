import * as z from "zod"
import { command } from "#kernel/command.ts"
import { lowerBalance, paymentPostings, post } from "#modules/billing/index.ts"
import { checkOpen, lockedRequest } from "./found-request.ts"
import { payRequest } from "./queries/requests.ts"
import { refuse } from "./refusals.ts"

/** A named member of staff says that the cash is there; no gateway is asked. */
export const receiveCash = command({
  name: "payment.receive-cash",
  needs: "system.follow",
  input: z.strictObject({ requestId: z.uuid(), receivedBy: z.uuid() }),

  async run(acting, { requestId, receivedBy }) {
    const { tx, now, tell } = acting
    const request = await lockedRequest(acting, requestId)
    checkOpen(request)
    const { dossierId, method, amountMinor, currency } = request
    if (method !== "cash_on_delivery") refuse("not_a_cash_request")

    await payRequest(tx, { id: requestId, method, amountMinor, paidAt: now, receivedBy })
    await post(acting, { dossierId, currency, postings: paymentPostings({ method, amountMinor, isSurplus: false }) })
    await lowerBalance(tx, { dossierId, amountMinor })
    tell("payment.settled", {
      dossierId,
      audience: "customer",
      facts: { requestId, attemptId: null, amountMinor, currency, method, late: false },
    })
  },
})
