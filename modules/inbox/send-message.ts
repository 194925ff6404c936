import * as z from "zod"
import { command } from "#kernel/command.ts"
import { errand, type Reach } from "#kernel/errand.ts"
import type { Posted } from "#kernel/mail.ts"
import { findProfile } from "#modules/businesses/index.ts"
import { findTwilioAccount, optedOutCode, type Texted, type TwilioAccount } from "#modules/channels/index.ts"
import type { Template } from "./facts.ts"
import { failMessage } from "./fail-message.ts"
import { htmlOf } from "./message.ts"
import * as queries from "./queries.ts"
import { lookUpText, textMessage } from "./send-text.ts"

/** A message waits this long for the files that go with it, and leaves without them then. */
const patienceForFiles = { minutes: 2 }
/** A mail server may be down for two days before we give up, as mail servers do among themselves. */
const patienceForServer = { hours: 48 }
/** What speaks of the hours to come says nothing true after them: staff hear of it and call. */
const patienceFor: Readonly<Record<string, Temporal.DurationLike>> = {
  "slot-offered": { minutes: 30 },
  "appointment-reminder-hours": { minutes: 60 },
  "appointment-reminder-day": { hours: 12 },
} satisfies Partial<Record<Template, Temporal.DurationLike>>

type Queued = NonNullable<Awaited<ReturnType<typeof queries.findQueued>>>
type Loaded = Queued & {
  readonly from: { readonly name: string; readonly address: string }
  readonly now: Temporal.Instant
  readonly account: TwilioAccount | null
  readonly known: readonly string[]
  /** They wrote STOP since it was written. */
  readonly isUnwanted: boolean
}
type Answer = Posted | Texted | { readonly kind: "waiting" }

/** A message is sent, or it failed and a person is asked to look; either is said once. */
const recordSending = command({
  name: "message.record-sending",
  needs: "system.follow",
  input: z.strictObject({
    messageId: z.uuid(),
    dossierId: z.uuid().nullable(),
    recipient: z.string(),
    reference: z.string().nullable(),
    failure: z.string().nullable(),
    code: z.int().nullable(),
  }),

  async run(acting, { messageId, dossierId, recipient, reference, failure, code }) {
    const { tx, now, tell } = acting
    const status = failure === null ? "sent" : "failed"
    const sentAt = failure === null ? now : null
    if ((await queries.endMessage(tx, { id: messageId, status, reference, failure, sentAt })) === 0) return

    if (failure !== null) await failMessage(acting, { messageId, dossierId, recipient, code })
    tell(`message.${status}`, { ...(dossierId === null ? {} : { dossierId }), facts: { messageId } })
  },
})

/**
 * Hands one message to the mail server or to Twilio. A letter whose fate is unknown is never sent again: a person is
 * told instead. A text can be looked up, and goes out again when Twilio does not have it.
 */
export const sendMessage = errand<Loaded, Answer>({
  name: "inbox.send",
  leaseMs: 60_000,
  async claim(running) {
    const { tx, business, now, subjectId } = running
    const message = await queries.findQueued(tx, { id: subjectId })
    if (message === null) return null
    const { contacts } = await findProfile(tx)
    const from = { name: business.name, address: contacts.email }
    const isText = message.channel === "sms"
    const since = now.subtract(patienceForServer)
    return {
      ...message,
      from,
      now,
      account: isText ? await findTwilioAccount(running) : null,
      known: isText ? (await queries.textsTo(tx, { ...message, since })).map(({ reference }) => reference) : [],
      isUnwanted: isText && (await queries.findTextRefusal(tx, { phone: message.recipient })) !== null,
    }
  },
  async call(message, reach) {
    if (message.isUnwanted) return { kind: "refused", code: optedOutCode, reason: "its recipient wrote STOP" }
    const isTimely = message.template !== null && message.template in patienceFor
    if (isTimely && isLate(message, message.now))
      return { kind: "refused", code: null, reason: "too late to be of use" }
    return message.channel === "sms" ? textMessage(message, reach) : posted(message, reach)
  },
  async record(acting, { loaded, answer }) {
    if (answer.kind === "waiting") return { againInSeconds: 5 }
    const again = secondsToNextTry(loaded.writtenAt.until(acting.now))
    if (answer.kind === "unreached" && !isLate(loaded, acting.now)) return { againInSeconds: again }

    await recordSending.within(acting, {
      messageId: loaded.id,
      dossierId: loaded.dossierId,
      recipient: loaded.recipient,
      reference: answer.kind === "accepted" ? answer.reference : null,
      failure: answer.kind === "accepted" ? null : `${answer.kind}: ${answer.reason}`,
      code: "code" in answer ? answer.code : null,
    })
    return undefined
  },
  onUnknown: async (message, reach) =>
    message.channel === "sms"
      ? lookUpText(message, reach)
      : { kind: "unknown", reason: "the process ended while sending" },
  dossierOf: ({ dossierId }) => dossierId,
})

function isLate({ template, writtenAt }: Queued, now: Temporal.Instant): boolean {
  const patience = patienceFor[template ?? ""] ?? patienceForServer
  return Temporal.Duration.compare(writtenAt.until(now), patience) > 0
}

/** A tenth of its age, so that a short outage costs seconds and a long one does not hammer the server. */
function secondsToNextTry(age: Temporal.Duration): number {
  return Math.min(Math.max(Math.round(age.total("seconds") / 10), 10), 1800)
}

async function posted(message: Loaded, { mail, files, business }: Reach): Promise<Answer> {
  const { id, from, recipient, subject, body, locale, writtenAt, now } = message
  const found = await Promise.all(
    // Nothing has left yet: a store that cannot be read is waited for like a file that is not made.
    message.attachments.map(async (attachment) => attached(attachment, files)),
  )
  const isPatient = Temporal.Duration.compare(writtenAt.until(now), patienceForFiles) < 0
  if (isPatient && found.some(({ content }) => content === null)) return { kind: "waiting" }

  const attachments = found.flatMap(({ content, ...attachment }) =>
    content === null ? [] : [{ ...attachment, content }],
  )
  const html = htmlOf({ body, locale: { language: locale, country: business.country } })
  return mail({ id, from, to: recipient, subject, text: body, html, attachments })
}

async function attached(attachment: queries.Attachment, files: Reach["files"]) {
  if ("text" in attachment)
    return { name: attachment.name, media: attachment.media, content: Buffer.from(attachment.text) }
  const { key, name } = attachment
  return { name, media: "application/pdf", content: await files.get(key).catch(() => null) }
}
