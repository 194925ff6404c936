import { type Acting, command } from "#kernel/command.ts"
import { job } from "#kernel/events.ts"
import { refuse as refuseAny } from "#kernel/refusals.ts"
import { findDossier, lockDossier } from "#modules/dossiers/index.ts"
import { countWritten, queueMessage, recipientOf } from "#modules/inbox/index.ts"
import { endpoints } from "./contract.ts"
import { settledPayments } from "./payment-of.ts"
import { receiptKey } from "./print-receipt.ts"
import { payingAttempts } from "./queries/attempts.ts"
import { refuse } from "./refusals.ts"

/** Enough for a payer who mistypes an address, and too little to write to strangers in our name. */
const timesADay = 5
const day = { hours: 24 }

/** The payer has the receipt sent to an address of their choice. Refuses `receipt_mailed_often`. */
export const mailReceipt = command({
  name: "receipt.mail",
  needs: "receipts.mail",
  input: endpoints.mailReceipt.body,

  async run(acting, { email }) {
    const { tx, business, actor, tell, made } = acting
    if (actor.scope !== "guest") return refuseAny("not_found")
    const { dossierId } = actor
    await lockDossier(tx, { dossierId })
    const { attemptId, number, payment } = await paidBy(acting, dossierId)
    await checkSeldom(acting, dossierId)

    const { messageId } = await queueMessage.within(acting, {
      dossierId,
      template: "payment-receipt",
      recipient: email,
      facts: { number, totalMinor: payment.amountMinor, currency: business.currency, method: payment.method },
      attachments: [{ key: receiptKey(business.id, attemptId), name: `${payment.reference ?? number}.pdf` }],
    })
    tell("receipt.asked", { dossierId, facts: { messageId, attemptId }, jobs: [job("payments.receipt", attemptId)] })
    made({ messageId })
    return { email }
  },

  async replay({ tx }, { messageId = "" }) {
    return { email: (await recipientOf(tx, messageId)) ?? "" }
  },
})

/** Refuses `not_found` as long as no card has paid. */
async function paidBy({ tx }: Acting, dossierId: string) {
  const [attempt] = await payingAttempts(tx, { dossierId })
  const [payment] = await settledPayments(tx, dossierId)
  const dossier = await findDossier(tx, { id: dossierId })
  if (attempt === undefined || payment === undefined || dossier === null) return refuseAny("not_found")
  return { attemptId: attempt.id, number: dossier.number, payment }
}

async function checkSeldom({ tx, now }: Acting, dossierId: string): Promise<void> {
  const written = await countWritten(tx, { dossierId, template: "payment-receipt", since: now.subtract(day) })
  if (written >= timesADay) refuse("receipt_mailed_often", { retryAfterSeconds: 86_400 })
}
