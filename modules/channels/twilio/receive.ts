import * as z from "zod"

const sid = z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/)

/** A text that somebody sent us. New parameters come without notice; what we do not know is left alone. */
export type IncomingText = {
  readonly reference: string
  readonly from: string
  readonly to: string
  readonly body: string
  /** Pictures that came with it; they stay at Twilio. */
  readonly mediaCount: number
  readonly wish: "stop" | "start" | null
  /** "Cancel" and "yes" stop and start texts, and may as well be an answer about a visit: a person should read it. */
  readonly isAmbiguous: boolean
}

const incoming = z.object({
  MessageSid: sid,
  From: z.string().regex(/^\+[1-9]\d{6,14}$/),
  To: z.string().max(40),
  Body: z.string().max(1_600).default(""),
  NumMedia: z.coerce.number().int().min(0).catch(0).default(0),
  OptOutType: z.string().optional(),
})

/** Null when it is none that can be answered: a short code, another channel. */
export function incomingText(form: URLSearchParams): IncomingText | null {
  const { data } = incoming.safeParse(Object.fromEntries(form))
  if (data === undefined) return null
  const { MessageSid: reference, From: from, To: to, NumMedia: mediaCount, OptOutType: optOut } = data
  const body = data.Body.toWellFormed()
    .replaceAll("\r\n", "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
  const isAmbiguous = ambiguousWords.includes(wordOf(body))
  return { reference, from, to, body, mediaCount, wish: wishOf(optOut ?? body), isAmbiguous }
}

/** The words at which Twilio stops and starts by itself, and those of our languages. */
const stopWords = ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "arret", "توقف", "أوقف", "ايقاف", "إيقاف"]
const startWords = ["start", "unstop", "yes", "reprendre", "ابدأ"]

const ambiguousWords = ["cancel", "end", "yes"]

function wordOf(text: string): string {
  return text
    .trim()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[.!]+$/, "")
}

function wishOf(text: string): IncomingText["wish"] {
  const word = wordOf(text)
  const isAmong = (words: readonly string[]) =>
    words.some((one) => one.normalize("NFD").replace(/\p{M}/gu, "") === word)
  if (isAmong(stopWords)) return "stop"
  return isAmong(startWords) ? "start" : null
}

/** What became of a text of ours. */
export type TextStatus = {
  readonly reference: string
  /** `sent`: Twilio has it, and it is on its way. */
  readonly status: "sent" | "delivered" | "failed"
  readonly errorCode: number | null
}

const ends: Readonly<Record<string, TextStatus["status"]>> = {
  delivered: "delivered",
  read: "delivered",
  undelivered: "failed",
  failed: "failed",
  canceled: "failed",
}

const callback = z.object({
  MessageSid: sid,
  MessageStatus: z.string().max(40),
  ErrorCode: z.coerce.number().int().nullable().catch(null).default(null),
})

export function textStatus(form: URLSearchParams): TextStatus | null {
  const { data } = callback.safeParse(Object.fromEntries(form))
  if (data === undefined) return null
  return { reference: data.MessageSid, status: ends[data.MessageStatus] ?? "sent", errorCode: data.ErrorCode || null }
}
