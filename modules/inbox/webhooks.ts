import type { Visit } from "#kernel/command.ts"
import type { Delivery } from "#kernel/contract.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { findTwilioAccount, incomingText, isTwilioGenuine, textStatus } from "#modules/channels/index.ts"
import { receiveText } from "./receive-text.ts"
import { recordTextStatus } from "./record-text-status.ts"
import { refuse } from "./refusals.ts"

const actor = { scope: "system", name: "channels.twilio" } as const
/** TwiML: heard, and no answer by return. */
const heard = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

/** What Twilio says became of a text. Refuses `delivery_forged`. */
export async function heardStatus(visit: Visit, delivery: Delivery, messageId: string | undefined): Promise<null> {
  const said = textStatus(await provenForm(visit, delivery))
  if (said !== null) await recordTextStatus({ ...visit, actor }, { ...said, messageId: messageId ?? null })
  return null
}

/** A text that somebody sent us. Refuses `delivery_forged`; what cannot be a text is left alone. */
export async function heardText(visit: Visit, delivery: Delivery): Promise<string> {
  const text = incomingText(await provenForm(visit, delivery))
  if (text !== null) await receiveText({ ...visit, actor }, text)
  return heard
}

async function provenForm({ kernel, business }: Visit, { url, headers, body }: Delivery): Promise<URLSearchParams> {
  const opening = { businessId: business.id, actor, readOnly: true }
  const account = await inTransaction(kernel.pool, opening, (tx) => findTwilioAccount({ tx, kernel }))
  const signature = headers["x-twilio-signature"]
  if (account === null || !isTwilioGenuine(account, { url, signature, body })) {
    kernel.log.warn({ business: business.slug, channel: "twilio", signed: signature !== undefined }, "forged delivery")
    return refuse("delivery_forged")
  }
  return new URLSearchParams(Buffer.from(body).toString("utf8"))
}
