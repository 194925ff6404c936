import type { Business } from "#kernel/actor.ts"
import type { Kernel } from "#kernel/command.ts"
import type { Reach } from "#kernel/errand.ts"
import { Retryable } from "#kernel/refusals.ts"
import { isPast } from "#kernel/time.ts"
import { findText, sendText, type Texted, type TwilioAccount } from "#modules/channels/index.ts"
import { endpoints } from "./contract.ts"

const timeoutMs = 10_000

export type QueuedText = {
  readonly id: string
  readonly recipient: string
  readonly body: string
  readonly writtenAt: Temporal.Instant
  readonly now: Temporal.Instant
  readonly account: TwilioAccount | null
  /** Of other texts to the same number. */
  readonly known: readonly string[]
}

/** Hands one text to Twilio. Throws when its fate is unknown, so that the next run looks it up first. */
export async function textMessage(message: QueuedText, { http, kernel, business }: Reach): Promise<Texted> {
  const { id, account, recipient, body } = message
  if (account === null) return noAccount
  const statusCallback = statusAddress({ kernel, business, messageId: id })
  return certain(await sendText({ http, account, timeoutMs }, { to: recipient, body, statusCallback }))
}

/** So long a text may be looked up without an answer; then a person is told that nobody knows. */
const patience = { minutes: 30 }

/** What became of a text whose answer was lost. */
export async function lookUpText(message: QueuedText, { http }: Reach): Promise<Texted> {
  const { account, recipient, body, writtenAt, now, known } = message
  if (account === null) return noAccount
  const found = await findText({ http, account, timeoutMs }, { to: recipient, body, since: writtenAt, known })
  return isPast(writtenAt.add(patience), now) ? found : certain(found)
}

const noAccount: Texted = { kind: "refused", code: null, reason: "the business has no Twilio account" }

function certain(answer: Texted): Texted {
  if (answer.kind === "unknown") throw new Retryable(`nobody knows what became of a text: ${answer.reason}`, 60)
  return answer
}

/** Its id comes back with what Twilio says, so that a text is known again although the answer with its sid was lost. */
export function statusAddress({
  kernel,
  business,
  messageId,
}: {
  kernel: Pick<Kernel, "publicUrl">
  business: Pick<Business, "slug">
  messageId: string
}): string {
  return `${kernel.publicUrl}/api/v1/${business.slug}${endpoints.receiveTwilioStatus.path}?message=${messageId}`
}
