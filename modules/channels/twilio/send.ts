import * as z from "zod"
import { type Http, type HttpAnswer, Unsent } from "#kernel/http.ts"
import type { TwilioAccount } from "./account.ts"

export type TwilioLine = { readonly http: Http; readonly account: TwilioAccount; readonly timeoutMs: number }

export type Text = {
  /** E.164. */
  readonly to: string
  readonly body: string
  /** Where Twilio says what became of it. */
  readonly statusCallback: string
}

/**
 * `refused` is Twilio's final no, by its error code. `unreached`: nothing was sent, so another try is safe. `unknown` may
 * have been sent: look it up before another try.
 */
export type Texted =
  | { readonly kind: "accepted"; readonly reference: string }
  | { readonly kind: "refused"; readonly code: number | null; readonly reason: string }
  | { readonly kind: "unreached" | "unknown"; readonly reason: string }

/** The recipient wrote STOP: Twilio sends them nothing more from this number. */
export const optedOutCode = 21_610
/** No number, or none that takes SMS. */
export const unreachableCodes: readonly number[] = [21_211, 21_214, 21_217, 21_612, 21_614, 30_003, 30_005, 30_006]

const messagesUrl = ({ baseUrl, accountSid }: TwilioAccount) =>
  `${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`

const basicAuth = ({ accountSid, authToken }: TwilioAccount) => ({
  authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`,
  accept: "application/json",
})

/** Hands one text to Twilio. It takes no idempotency key, so an answer that is lost is `unknown`. */
export async function sendText({ http, account, timeoutMs }: TwilioLine, text: Text): Promise<Texted> {
  const { from, messagingServiceSid } = account
  const sender = messagingServiceSid === undefined ? { From: from ?? "" } : { MessagingServiceSid: messagingServiceSid }
  try {
    const answer = await http({
      method: "POST",
      url: messagesUrl(account),
      form: { To: text.to, ...sender, Body: text.body, StatusCallback: text.statusCallback },
      headers: basicAuth(account),
      timeoutMs,
    })
    return textedOf(answer)
  } catch (error) {
    return unheard(error)
  }
}

/** Errors of the network may quote the address: only their kind is kept. */
function unheard(error: unknown): Texted {
  if (error instanceof Unsent) return { kind: "unreached", reason: nameOf(error.cause) }
  return { kind: "unknown", reason: nameOf(error) }
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error"
  return "code" in error && typeof error.code === "string" ? error.code : error.name
}

const created = z.object({ sid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/) })
const wrong = z.object({ code: z.coerce.number().int().nullish().catch(null), message: z.string().catch("") })

function textedOf({ status, text }: HttpAnswer): Texted {
  const value = parsed(text)
  if (status >= 200 && status < 300) {
    const message = created.safeParse(value)
    if (message.success) return { kind: "accepted", reference: message.data.sid }
    return { kind: "unknown", reason: `HTTP ${status} without a message` }
  }
  const fault = wrong.safeParse(value)
  // Not Twilio's words: a proxy's page, which says nothing about the text.
  if (!fault.success) return { kind: status >= 500 ? "unknown" : "unreached", reason: `HTTP ${status}, not JSON` }

  const code = fault.data.code ?? null
  const reason = `${code ?? `HTTP ${status}`} ${fault.data.message}`.trim().slice(0, 300)
  if (status >= 500) return { kind: "unknown", reason }
  // Wrong credentials and too many requests are ours to mend; the text waits.
  if ([401, 403, 404, 429].includes(status)) return { kind: "unreached", reason }
  return { kind: "refused", code, reason }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export type SoughtText = Pick<Text, "to" | "body"> & {
  readonly since: Temporal.Instant
  /** References of other texts to the same number, which may say the same. */
  readonly known: readonly string[]
}

const list = z.object({
  messages: z.array(z.object({ sid: z.string(), to: z.string(), body: z.string() }).nullable().catch(null)),
})

/** What became of a text whose answer was lost: `accepted` when Twilio lists it, `unreached` when it does not. */
export async function findText({ http, account, timeoutMs }: TwilioLine, sought: SoughtText): Promise<Texted> {
  const day = sought.since.toString().slice(0, 10)
  const query = new URLSearchParams({ To: sought.to, "DateSent>": day, PageSize: "200" })
  try {
    const answer = await http({
      method: "GET",
      url: `${messagesUrl(account)}?${query}`,
      headers: basicAuth(account),
      timeoutMs,
    })
    const found = answer.status === 200 ? list.safeParse(parsed(answer.text)) : null
    if (!found?.success) return { kind: "unknown", reason: `HTTP ${answer.status} without a list` }
    const message = found.data.messages.find((one) => one !== null && isSought(one, sought))
    return message
      ? { kind: "accepted", reference: message.sid }
      : { kind: "unreached", reason: "Twilio does not list it" }
  } catch (error) {
    return { kind: "unknown", reason: nameOf(error) }
  }
}

function isSought({ sid, to, body }: { sid: string; to: string; body: string }, sought: SoughtText): boolean {
  return to === sought.to && body === sought.body && !sought.known.includes(sid)
}
