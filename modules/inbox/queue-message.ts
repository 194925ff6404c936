import * as z from "zod"
import type { Language } from "#kernel/actor.ts"
import { type Acting, command } from "#kernel/command.ts"
import { job } from "#kernel/events.ts"
import { newId } from "#kernel/ids.ts"
import { wordsOf } from "#kernel/messages.ts"
import { findProfile } from "#modules/businesses/index.ts"
import { findDossier, linkAddress } from "#modules/dossiers/index.ts"
import { canText } from "./can-text.ts"
import { appointmentFacts, isText, type MessageFacts, messageFacts, type Template, templates } from "./facts.ts"
import { rendered, texted } from "./message.ts"
import * as queries from "./queries.ts"

const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/)
const input = z.strictObject({
  dossierId: z.uuid(),
  template: z.enum(templates),
  recipient: z.email().nullable(),
  /** Sent an SMS when there is no address. */
  phone: e164.nullable().default(null),
  facts: messageFacts,
  attachments: z
    .array(
      z.union([
        z.strictObject({ key: z.string(), name: z.string() }),
        z.strictObject({ name: z.string(), media: z.string(), text: z.string() }),
      ]),
    )
    .readonly()
    .default([]),
})
type Input = z.output<typeof input>

/** Writes to the customer of a dossier in their language: by mail or by SMS, or for want of both on the dossier's own page. */
export const queueMessage = command({
  name: "message.queue",
  needs: "system.follow",
  input,

  async run(acting, { dossierId, template, recipient, phone, facts, attachments }) {
    const { tx, kernel, business } = acting
    const [dossier, profile] = await Promise.all([findDossier(tx, { id: dossierId }), findProfile(tx)])
    if (dossier === null) throw new Error(`dossier ${dossierId} is gone`)
    const link = linkAddress(kernel, business, dossier)
    const to = addressOf({ recipient, phone: isText(template) ? phone : null })
    return queued(acting, { dossierId, template, facts, attachments, locale: dossier.locale, link, profile, ...to })
  },
})

/** Tells somebody without a dossier of a slot that is kept for them, by SMS; `link` leads to it. */
export const queueOffer = command({
  name: "message.queue-offer",
  needs: "system.follow",
  input: z.strictObject({ phone: e164, locale: z.enum(["fr", "ar", "en"]), link: z.url(), facts: appointmentFacts }),

  async run(acting, { phone, locale, link, facts }) {
    if ((await canText(acting, phone)) !== "yes") return { messageId: null }
    const to = { channel: "sms", address: phone, profile: await findProfile(acting.tx) } as const
    return queued(acting, { dossierId: null, template: "slot-offered", facts, attachments: [], locale, link, ...to })
  },
})

/**
 * Writes to the customer by mail and by SMS, as far as they have and want it; for want of both on the dossier's page.
 * What lives with a message alone goes with the mail.
 * Whoever should hear on one way alone is given with that way alone.
 */
export async function tellCustomer(acting: Acting, message: z.input<typeof input>): Promise<void> {
  const { template, recipient, phone = null } = message
  const isTexted = isText(template) && (await canText(acting, phone)) === "yes"
  if (recipient !== null) await queueMessage.within(acting, { ...message, phone: null })
  if (isTexted || recipient === null) {
    const attachments = message.attachments?.filter((attachment) => "key" in attachment) ?? []
    await queueMessage.within(acting, { ...message, attachments, recipient: null, phone: isTexted ? phone : null })
  }
}

type Addressed =
  | { readonly channel: "email" | "sms"; readonly address: string }
  | { readonly channel: "page"; readonly address: null }

function addressOf({ recipient, phone }: Pick<Input, "recipient" | "phone">): Addressed {
  if (recipient !== null) return { channel: "email", address: recipient }
  return phone === null ? { channel: "page", address: null } : { channel: "sms", address: phone }
}

type Queueing = Pick<Input, "attachments"> &
  Addressed & {
    readonly dossierId: string | null
    readonly template: Template
    readonly facts: MessageFacts
    readonly locale: Language
    readonly link: string
    readonly profile: Awaited<ReturnType<typeof findProfile>>
  }

function queued(acting: Acting, message: Queueing): { messageId: string } {
  const { business, now, tell, last } = acting
  const { dossierId, channel, address, template, locale, attachments } = message
  const messageId = newId()
  const isPage = channel === "page"

  const row = queries.insertMessage.prepared({
    businessId: business.id,
    id: messageId,
    dossierId,
    channel,
    template,
    locale,
    recipient: address,
    ...written(acting, message),
    status: isPage ? "sent" : "queued",
    attachments,
    writtenAt: now,
    sentAt: isPage ? now : null,
  })
  last(row)
  tell("message.written", {
    ...(dossierId === null ? {} : { dossierId }),
    facts: { messageId, template, channel },
    jobs: isPage ? [] : [job("inbox.send", messageId)],
  })
  return { messageId }
}

function written({ business }: Acting, { template, facts, channel, locale: language, link, profile }: Queueing) {
  const { contacts } = profile
  const locale = { language, country: business.country }
  const from = { name: business.name, zone: business.zone, phone: contacts.phone }
  const writing = { template, facts, locale, words: wordsOf(locale), link, from }
  const { subject, body } = rendered(writing)
  return { subject, body: channel === "sms" ? texted(writing) : body }
}
