import { createHmac } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { demoAccount } from "./account.ts"
import type { Knobs } from "./knobs.ts"
import type { Text, Texts } from "./texts.ts"

type Form = Readonly<Record<string, string>>

/** X-Twilio-Signature: the address, then each parameter by name with its value. */
export function signatureOf(url: string, form: Form, token: string = demoAccount.authToken): string {
  const text = Object.keys(form)
    .sort()
    .map((name) => `${name}${form[name]}`)
    .join("")
  return createHmac("sha1", token)
    .update(url + text)
    .digest("base64")
}

/** Posts as Twilio does, in the fifteen seconds that it gives. */
export async function post(url: string, form: Form, { forged }: Pick<Knobs, "forged">) {
  const token = forged ? "somebody else's token" : demoAccount.authToken
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { "x-twilio-signature": signatureOf(url, form, token), "user-agent": "TwilioProxy/1.1" },
    signal: AbortSignal.timeout(15_000),
  })
  return { status: response.status, type: response.headers.get("content-type"), body: await response.text() }
}

/** A text goes its way: each step is saved and told, none for the first. */
export async function carry(texts: Texts, sid: string, knobs: Knobs): Promise<void> {
  const { outcome, outOfOrder, stepMs, tellTimes } = knobs
  const steps = outcome === "sent" ? (["sent"] as const) : (["sent", outcome] as const)
  for (const step of outOfOrder ? [...steps].reverse() : steps) {
    await sleep(stepMs, undefined, { ref: false })
    const text = texts.find(sid)
    if (text === undefined) return
    const isOver = text.status !== "queued" && text.status !== "sent"
    const failed = step === "undelivered" || step === "failed"
    if (!isOver) texts.save({ ...text, status: step, errorCode: failed ? knobs.errorCode : null })
    for (let times = 0; times < tellTimes; times += 1) await tell(text, step, knobs)
  }
}

async function tell(text: Text, status: string, knobs: Knobs): Promise<void> {
  if (text.statusCallback === null) return
  const failed = status === "undelivered" || status === "failed"
  const form = {
    ApiVersion: "2010-04-01",
    AccountSid: demoAccount.accountSid,
    MessageSid: text.sid,
    SmsSid: text.sid,
    MessageStatus: status,
    SmsStatus: status,
    To: text.to,
    From: text.from,
    ...(failed ? { ErrorCode: String(knobs.errorCode) } : {}),
  }
  await post(text.statusCallback, form, knobs).catch((error: unknown) => {
    console.error(`Twilio: ${text.statusCallback} does not answer: ${error instanceof Error ? error.message : error}`)
  })
}
