import * as z from "zod"
import { command } from "#kernel/command.ts"
import { finishTask } from "#modules/dossiers/index.ts"
import { failMessage } from "./fail-message.ts"
import * as queries from "./queries.ts"

/** What Twilio says of a text of ours, once and forward only, however often and in whatever order it says so. */
export const recordTextStatus = command({
  name: "message.record-text-status",
  needs: "system.follow",
  input: z.strictObject({
    messageId: z.uuid().nullable(),
    reference: z.string(),
    status: z.enum(["sent", "delivered", "failed"]),
    errorCode: z.int().nullable(),
  }),

  async run(acting, { messageId, reference, status, errorCode }) {
    const { tx, now, tell } = acting
    const failure = status === "failed" ? `undelivered: ${errorCode ?? "no reason given"}` : null
    const message = await queries.advanceText(tx, { messageId, reference, status, failure, now })
    if (message === null) return

    const { id, dossierId, recipient } = message
    if (status === "failed") await failMessage(acting, { messageId: id, dossierId, recipient, code: errorCode })
    if (status === "delivered" && dossierId !== null) await finishTask(acting, { dossierId, kind: "phone_unreachable" })
    tell(`message.${status}`, { ...(dossierId === null ? {} : { dossierId }), facts: { messageId: id } })
  },
})
