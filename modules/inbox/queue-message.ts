import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { job } from "#kernel/events.ts"
import { newId } from "#kernel/ids.ts"
import { wordsOf } from "#kernel/messages.ts"
import { findProfile } from "#modules/businesses/index.ts"
import { findDossier, linkAddress } from "#modules/dossiers/index.ts"
import { messageFacts, type Rendered, rendered, templates } from "./message.ts"
import * as queries from "./queries.ts"

const input = z.strictObject({
  dossierId: z.uuid(),
  template: z.enum(templates),
  recipient: z.email().nullable(),
  facts: messageFacts,
  attachments: z
    .array(z.strictObject({ key: z.string(), name: z.string() }))
    .readonly()
    .default([]),
})
type Input = z.output<typeof input>

/** Writes to the customer of a dossier in their language: by mail, or for want of an address on the order's own page. */
export const queueMessage = command({
  name: "message.queue",
  needs: "system.follow",
  input,

  async run(acting, message) {
    const { tx, business, now, tell } = acting
    const { dossierId, template, recipient, attachments } = message
    const { locale, subject, body } = await written(acting, message)
    const messageId = newId()
    const channel = recipient === null ? "page" : "email"

    await queries.insertMessage(tx, {
      businessId: business.id,
      id: messageId,
      dossierId,
      channel,
      template,
      locale,
      recipient,
      subject,
      body,
      status: recipient === null ? "sent" : "queued",
      attachments,
      writtenAt: now,
      sentAt: recipient === null ? now : null,
    })
    const jobs = recipient === null ? [] : [job("inbox.send", messageId)]
    tell("message.written", { dossierId, facts: { messageId, template, channel }, jobs })
    return { messageId }
  },
})

async function written(
  { tx, kernel, business }: Acting,
  { dossierId, template, facts }: Input,
): Promise<Rendered & { locale: "fr" | "ar" | "en" }> {
  const dossier = await findDossier(tx, { id: dossierId })
  if (dossier === null) throw new Error(`dossier ${dossierId} is gone`)
  const { contacts } = await findProfile(tx)
  const locale = { language: dossier.locale, country: business.country }
  const link = linkAddress(kernel, business, dossier)
  const from = { name: business.name, phone: contacts.phone }

  return { ...rendered({ template, facts, locale, words: wordsOf(locale), link, from }), locale: dossier.locale }
}
