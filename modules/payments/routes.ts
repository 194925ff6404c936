import type { Visit } from "#kernel/command.ts"
import type { FileAnswer } from "#kernel/contract.ts"
import { runNow } from "#kernel/errand.ts"
import { routes } from "#kernel/routes.ts"
import { endpoints } from "./contract.ts"
import { mailReceipt } from "./mail-receipt.ts"
import { printReceipt, receiptKey } from "./print-receipt.ts"
import { findPaidAttempt } from "./read-receipt.ts"
import { refuse } from "./refusals.ts"
import { returnedPayer } from "./return-payer.ts"
import { settleDoubtfulRefund } from "./settle-doubtful-refund.ts"

async function receipt(visit: Visit): Promise<FileAnswer> {
  const { kernel, business } = visit
  const { attemptId, number } = await findPaidAttempt(visit, {})
  const { files } = kernel.outside
  const key = receiptKey(business.id, attemptId)
  if ((await files.get(key)) === null) await runNow(printReceipt, { kernel, business, subjectId: attemptId })

  const bytes = await files.get(key)
  return bytes === null ? refuse("receipt_not_ready") : { bytes, name: `${number}.pdf` }
}

export const paymentRoutes = routes(endpoints, {
  returnFromSatim: (visit, { query }) => returnedPayer(visit, { gateway: "satim", gatewayReference: query.orderId }),
  downloadReceipt: (visit) => receipt(visit),
  mailReceipt: (visit, { body }) => mailReceipt(visit, body),
  settleDoubtfulRefund: (visit, { params, body }) => settleDoubtfulRefund(visit, { ...params, ...body }),
})
