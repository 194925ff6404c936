import * as z from "zod"
import { type Endpoints, id } from "#kernel/contract.ts"

const messageStatus = z.enum(["queued", "sent", "delivered", "failed", "received"])

const messageRow = z.strictObject({
  id,
  /** Null of a message from or to somebody who has none. */
  dossierId: id.nullable(),
  number: z.string().nullable(),
  kind: z.enum(["order", "appointment", "claim", "ticket", "project"]).nullable(),
  direction: z.enum(["in", "out"]),
  channel: z.string(),
  template: z.string().nullable(),
  recipient: z.string().nullable(),
  /** Of what came in: who wrote it. */
  sender: z.string().nullable(),
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
  receiveTwilioStatus: {
    method: "POST",
    path: "/channels/twilio/status",
    summary: "Twilio says what became of an SMS of ours; proven by X-Twilio-Signature",
    opens: "visitor",
    tier: "webhook",
    takes: "delivery",
    /** Our own id of the message, as the address that we gave Twilio has it. */
    query: z.object({ message: z.uuid().optional() }),
    answer: z.null(),
    status: 204,
    refusals: ["delivery_forged"],
  },
  receiveTwilioMessage: {
    method: "POST",
    path: "/channels/twilio/messages",
    summary: "Twilio hands over an SMS that somebody sent us; proven by X-Twilio-Signature",
    opens: "visitor",
    tier: "webhook",
    takes: "delivery",
    answer: z.string(),
    media: "text/xml",
    status: 200,
    refusals: ["delivery_forged"],
  },
} as const satisfies Endpoints
