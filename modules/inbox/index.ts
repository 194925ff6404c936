import type { Tx } from "#kernel/database/transaction.ts"
import * as queries from "./queries.ts"

export type { MessageFacts, Template } from "./message.ts"
export type { Attachment } from "./queries.ts"
export { queueMessage } from "./queue-message.ts"
export { inboxRoutes } from "./routes.ts"
export { sendMessage } from "./send-message.ts"

/** What was written to and by the customer of a dossier, oldest first. */
export function messagesOf(tx: Tx, dossierId: string) {
  return queries.messagesOf(tx, { dossierId })
}
