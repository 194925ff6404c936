import { randomBytes } from "node:crypto"
import { demoAccount } from "./account.ts"
import { post } from "./callbacks.ts"
import type { Twilio } from "./rest.ts"

export type Written = {
  readonly from: string
  readonly body: string
  readonly to?: string | undefined
  /** Pictures. */
  readonly numMedia?: number | undefined
  /** How often Twilio hands it over. */
  readonly times?: number | undefined
  /** Where the number's texts go; beside the place where statuses went last when left out. */
  readonly smsUrl?: string | undefined
}

const stops = /^\s*(stop|stopall|unsubscribe|cancel|end|quit)\s*$/i
const starts = /^\s*(start|unstop|yes)\s*$/i

/** Somebody writes to our number: Twilio heeds STOP by itself, and hands every text over. Null where there is no address to. */
export async function write(twilio: Twilio, written: Written) {
  const { texts, knobs } = twilio
  const { from, body, to = demoAccount.from, numMedia = 0, times = 1 } = written
  const url = written.smsUrl ?? guessedUrl(twilio)
  if (url === null) return null

  if (stops.test(body)) texts.setOptedOut(from, true)
  if (starts.test(body)) texts.setOptedOut(from, false)
  const { sid } = texts.add({ direction: "inbound", from, to, body, status: "received", statusCallback: null })
  const form = {
    ToCountry: "DZ",
    ToState: "",
    SmsMessageSid: sid,
    NumMedia: String(numMedia),
    ToCity: "",
    FromZip: "",
    SmsSid: sid,
    FromState: "",
    SmsStatus: "received",
    FromCity: "",
    Body: body,
    FromCountry: "DZ",
    To: to,
    NumSegments: "1",
    MessageSid: sid,
    AccountSid: demoAccount.accountSid,
    From: from,
    ApiVersion: "2010-04-01",
    ...Object.fromEntries(Array.from({ length: numMedia }, (_, i) => [`MediaUrl${i}`, mediaUrl()])),
  }
  const answers = []
  for (let time = 0; time < times; time += 1) answers.push(await post(url, form, knobs.now()))
  return { sid, answers }
}

function guessedUrl({ texts }: Twilio): string | null {
  const last = texts.all().find(({ statusCallback }) => statusCallback !== null)?.statusCallback
  return last ? last.replace(/\/status(\?.*)?$/, "/messages") : null
}

const mediaUrl = () => `https://api.twilio.com/2010-04-01/Media/ME${randomBytes(16).toString("hex")}`
