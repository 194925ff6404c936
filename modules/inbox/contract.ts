import * as z from "zod"
import { type Endpoints, id } from "#kernel/contract.ts"

const messageStatus = z.enum(["queued", "sent", "delivered", "failed", "received"])

const messageRow = z.strictObject({
  id,
  dossierId: id,
  number: z.string(),
  direction: z.enum(["in", "out"]),
  channel: z.string(),
  template: z.string().nullable(),
  recipient: z.string().nullable(),
  subject: z.string().nullable(),
  status: messageStatus,
  writtenAt: z.iso.datetime(),
})

export const endpoints = {
  listMessages: {
    method: "GET",
    path: "/desk/messages",
    summary: "What customers were told, newest first, by keyset pages",
    opens: "session",
    status: 200,
    query: z.strictObject({
      status: messageStatus.optional(),
      after: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    answer: z.strictObject({ items: z.array(messageRow), next: z.string().nullable() }),
  },
  showMessage: {
    method: "GET",
    path: "/desk/messages/{id}",
    summary: "One message as its recipient reads it",
    opens: "session",
    status: 200,
    params: z.strictObject({ id }),
    answer: z.strictObject({
      ...messageRow.shape,
      locale: z.string(),
      body: z.string(),
      html: z.string(),
      attachments: z.array(z.strictObject({ name: z.string() })),
      failure: z.string().nullable(),
      sentAt: z.iso.datetime().nullable(),
    }),
  },
} as const satisfies Endpoints
