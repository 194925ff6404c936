import { setTimeout as sleep } from "node:timers/promises"
import { type Answer, type Incoming, json, type Reply, type Route } from "../server.ts"
import { demoAccount, isSignedIn } from "./account.ts"
import { carry } from "./callbacks.ts"
import type { KnobBoard, Knobs } from "./knobs.ts"
import type { Text, Texts } from "./texts.ts"

export type Twilio = { readonly texts: Texts; readonly knobs: KnobBoard }

const path = "/twilio/2010-04-01/Accounts/:accountSid/Messages.json"

/** The two calls of the Messages resource: send one, list some. */
export function restRoutes(twilio: Twilio): Route[] {
  return [
    { method: "POST", path, answer: (incoming) => weathered(twilio, incoming, "send") },
    { method: "GET", path, answer: (incoming) => weathered(twilio, incoming, "list") },
  ]
}

async function weathered(twilio: Twilio, incoming: Incoming, call: "send" | "list"): Promise<Answer> {
  const knobs = twilio.knobs.now()
  const fault = knobs.faultOn.includes(call) ? faultOf(knobs) : null
  if (knobs.slowMs > 0) await sleep(knobs.slowMs)
  const answer = fault !== null && knobs.faultWhen === "before" ? null : answered(twilio, incoming, call)
  if (fault === null) return answer ?? wrong(20_500, 500, "Internal Server Error")

  twilio.knobs.countFault()
  // Only its answer is lost: what was taken goes its way.
  answer?.afterSent?.()
  await sleep(knobs.hangMs)
  return fault
}

function faultOf({ html, httpStatus, hangMs, connection }: Knobs): Answer | null {
  if (connection === "reset") return { drop: "reset" }
  if (connection === "closed" || hangMs > 0) return { drop: "close" }
  if (html) return { status: httpStatus ?? 200, headers: { "content-type": "text/html" }, body: "<h1>Bad gateway</h1>" }
  return httpStatus === null ? null : wrong(20_500, httpStatus, "An error occurred")
}

function wrong(code: number, status: number, message: string): Reply {
  return json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, status)
}

function answered(twilio: Twilio, incoming: Incoming, call: "send" | "list"): Reply {
  if (!isSignedIn(incoming.headers.authorization, incoming.params.accountSid ?? "")) {
    return wrong(20_003, 401, "Authenticate")
  }
  return call === "send" ? sent(twilio, new URLSearchParams(incoming.body.toString("utf8"))) : listed(twilio, incoming)
}

function sent({ texts, knobs }: Twilio, form: URLSearchParams): Reply {
  const [to, body, from] = [form.get("To") ?? "", form.get("Body") ?? "", form.get("From")]
  const statusCallback = form.get("StatusCallback")
  const fault = faultIn({ to, body, from: from ?? form.get("MessagingServiceSid") }, texts, knobs.now())
  if (fault !== null) return wrong(fault[0], 400, fault[1])

  const text = texts.add({
    direction: "outbound-api",
    from: from ?? demoAccount.from,
    to,
    body,
    status: "queued",
    statusCallback,
  })
  return { ...json(wire(text), 201), afterSent: () => void carry(texts, text.sid, knobs.now()) }
}

/** Twilio's own test numbers, and what each is refused by. */
const refusedNumbers: Readonly<Record<string, number>> = {
  "+15005550001": 21_211,
  "+15005550002": 21_612,
  "+15005550003": 21_408,
  "+15005550004": 21_610,
  "+15005550009": 21_614,
}
const said: Readonly<Record<number, string>> = {
  21211: "Invalid 'To' Phone Number",
  21408: "Permission to send an SMS has not been enabled for the region indicated by the 'To' number",
  21610: "Attempt to send to unsubscribed recipient",
  21612: "The 'To' phone number is not currently reachable via SMS",
  21614: "'To' number is not a valid mobile number",
}

function faultIn(
  { to, body, from }: { to: string; body: string; from: string | null },
  texts: Texts,
  { refuseWith }: Knobs,
): readonly [number, string] | null {
  if (to === "") return [21_604, "A 'To' phone number is required."]
  if (from === null) return [21_603, "A 'From' phone number is required."]
  if (body === "") return [21_602, "Message body is required."]
  if (body.length > 1_600) return [21_617, "The concatenated message body exceeds the 1600 character limit"]
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return [21_211, `Invalid 'To' Phone Number: ${to}`]

  const isLandline = /^\+213[1-4]/.test(to)
  const code = refuseWith ?? refusedNumbers[to] ?? (texts.isOptedOut(to) ? 21_610 : isLandline ? 21_614 : null)
  return code === null ? null : [code, said[code] ?? "The message was refused"]
}

function listed({ texts }: Twilio, { query }: Incoming): Reply {
  const to = query.get("To")
  const since = query.get("DateSent>") ?? ""
  const size = Number(query.get("PageSize") ?? 50)
  const found = texts.all().filter((text) => (to === null || text.to === to) && text.createdAt.slice(0, 10) >= since)
  const messages = found.slice(0, size).map(wire)
  return json({ messages, page: 0, page_size: size, start: 0, end: messages.length - 1, next_page_uri: null })
}

function wire({ sid, direction, from, to, body, status, errorCode, createdAt }: Text): object {
  const { accountSid } = demoAccount
  const rfc2822 = new Date(createdAt).toUTCString().replace("GMT", "+0000")
  return {
    account_sid: accountSid,
    api_version: "2010-04-01",
    body,
    date_created: rfc2822,
    date_sent: status === "queued" ? null : rfc2822,
    date_updated: rfc2822,
    direction,
    error_code: errorCode,
    error_message: null,
    from,
    messaging_service_sid: null,
    num_media: "0",
    num_segments: "1",
    price: null,
    price_unit: "USD",
    sid,
    status,
    to,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
  }
}
