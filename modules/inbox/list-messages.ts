import * as z from "zod"
import { query } from "#kernel/query.ts"
import { refuseUnseen } from "#kernel/sight.ts"
import { endpoints } from "./contract.ts"
import { htmlOf } from "./message.ts"
import * as queries from "./queries.ts"

export const listMessages = query({
  name: "messages.list",
  needs: "messages.list",
  input: endpoints.listMessages.query,

  async run({ tx }, { status, after, limit }) {
    const found = await queries.listMessages(tx, { status: status ?? null, after: after ?? null, limit: limit + 1 })
    const items = found.slice(0, limit).map((message) => ({ ...message, writtenAt: message.writtenAt.toString() }))
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})

export const showMessage = query({
  name: "messages.show",
  needs: "messages.list",
  input: z.strictObject({ id: z.uuid() }),

  async run({ tx, actor, business }, { id }) {
    const message = await queries.findMessage(tx, { id })
    if (message === null) return refuseUnseen(actor)
    const { locale, body, attachments, writtenAt, sentAt } = message
    return {
      ...message,
      html: htmlOf({ body, locale: { language: locale, country: business.country } }),
      attachments: attachments.map(({ name }) => ({ name })),
      writtenAt: writtenAt.toString(),
      sentAt: sentAt?.toString() ?? null,
    }
  },
})
