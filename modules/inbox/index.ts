import type { Tx } from "#kernel/database/transaction.ts"
import type { Template } from "./facts.ts"
import * as queries from "./queries.ts"

export { canText } from "./can-text.ts"
export type { AppointmentFacts, MessageFacts, OrderFacts, Template } from "./facts.ts"
export type { Attachment } from "./queries.ts"
export { queueMessage, queueOffer, tellCustomer } from "./queue-message.ts"
export { inboxRoutes } from "./routes.ts"
export { sendMessage } from "./send-message.ts"

/** How often this was written about a dossier since then. */
export async function countWritten(
  tx: Tx,
  written: { dossierId: string; template: Template; since: Temporal.Instant },
): Promise<number> {
  return (await queries.countWritten(tx, written)).written
}

/** The last SMS to that number about a dossier did not arrive. */
export async function isPhoneUnreached(tx: Tx, asked: { dossierId: string; phone: string }): Promise<boolean> {
  return (await queries.isPhoneUnreached(tx, asked)).unreached
}

/** Whom a message was written to; null when there was no address. */
export async function recipientOf(tx: Tx, messageId: string): Promise<string | null> {
  return (await queries.findMessage(tx, { id: messageId }))?.recipient ?? null
}

/** What was written to and by the customer of a dossier, oldest first. */
export function messagesOf(tx: Tx, dossierId: string) {
  return queries.messagesOf(tx, { dossierId })
}
