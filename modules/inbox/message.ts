import type { Business } from "#kernel/actor.ts"
import { direction, formatDate, formatMoney, formatPhone, formatTime, type Locale } from "#kernel/format.ts"
import type { WordFacts, Words } from "#kernel/words.ts"
import { smsText } from "#modules/channels/index.ts"
import { type AppointmentFacts, isOfAppointment, type MessageFacts, type OrderFacts, type Template } from "./facts.ts"

/** What may be read by others than its payer tells nobody the way into the order. */
const unlinked: readonly Template[] = ["payment-receipt"]
const reminders: readonly Template[] = ["appointment-reminder-day", "appointment-reminder-hours"]

export type Rendered = { readonly subject: string; readonly body: string }

type Writing = {
  readonly template: Template
  readonly facts: MessageFacts
  readonly locale: Locale
  readonly words: Words
  readonly link: string
  readonly from: Pick<Business, "name" | "zone"> & { readonly phone: string }
}

/** One message in the customer's language, with the link to the dossier where it is theirs alone, and who wrote it. */
export function rendered(writing: Writing): Rendered {
  const { template, locale, words, from } = writing
  const isolated = (code: string) => (direction(locale) === "rtl" ? `\u2066${code}\u2069` : code)
  const signature = `${from.name}\n${isolated(formatPhone(from.phone, locale))}`

  return {
    subject: words(`inbox.${template}.subject`, saidIn(writing, asIs)),
    body: [words(`inbox.${template}.body`, saidIn(writing, isolated)), ...linksOf(writing), signature].join("\n\n"),
  }
}

/** The same as an SMS: few words, the link at the end. An SMS isolates nothing, and phones turn Arabic round by themselves. */
export function texted(writing: Writing): string {
  const { template, words, link } = writing
  const anchor = reminders.includes(template) ? "#confirm" : ""
  return `${smsText(words(`inbox.${template}.sms`, saidIn(writing, asIs)))}\n${link}${anchor}`
}

const asIs = (code: string) => code

/** In mail, a reminder has its two answers a tap away. */
function linksOf({ template, words, link }: Writing): string[] {
  if (unlinked.includes(template)) return []
  if (reminders.includes(template)) {
    return [`${words("inbox.confirm")}\n${link}#confirm`, `${words("inbox.cancel")}\n${link}#cancel`]
  }
  return [`${words(isOfAppointment(template) ? "inbox.follow-appointment" : "inbox.follow")}\n${link}`]
}

type Isolated = (code: string) => string

function saidIn(writing: Writing, isolated: Isolated): WordFacts {
  const { facts } = writing
  return "startsAt" in facts ? saidOfVisit(facts, writing, isolated) : saidOfOrder(facts, writing, isolated)
}

function saidOfOrder(facts: OrderFacts, { locale, from }: Writing, isolated: Isolated): WordFacts {
  const { customerName, number, totalMinor, currency, method, carrier, carrierReference, reason } = facts
  return {
    name: customerName ?? "",
    number: isolated(number),
    business: from.name,
    amount: formatMoney({ amountMinor: totalMinor, currency }, locale),
    method,
    carrier: carrier ?? "",
    reference: isolated(carrierReference ?? ""),
    reason: reason ?? "",
    hasReason: yesOrNo(reason !== undefined),
  }
}

function saidOfVisit(facts: AppointmentFacts, { locale, from }: Writing, isolated: Isolated): WordFacts {
  const { faultName, startsAt, technicianName, currency, depositMinor, payUntil, cancelUntil, feeMinor, reason } = facts
  const { zone } = from
  const money = (amountMinor: number) => formatMoney({ amountMinor, currency }, locale)
  return {
    name: facts.customerName,
    number: isolated(facts.number ?? ""),
    business: from.name,
    fault: faultName[locale.language] ?? faultName.fr,
    date: formatDate(startsAt, locale, { zone, style: "day" }),
    time: isolated(formatTime(startsAt, locale, { zone })),
    technician: technicianName ?? "",
    hasTechnician: yesOrNo(technicianName !== null),
    commune: facts.commune,
    isHere: yesOrNo(facts.isHere === true),
    deposit: money(depositMinor ?? 0),
    hasDeposit: yesOrNo(depositMinor !== null),
    payUntil: payUntil === null ? "" : isolated(formatTime(payUntil, locale, { zone })),
    hasUntil: yesOrNo(cancelUntil !== null),
    untilDate: cancelUntil === null ? "" : formatDate(cancelUntil, locale, { zone, style: "day" }),
    untilTime: cancelUntil === null ? "" : isolated(formatTime(cancelUntil, locale, { zone })),
    fee: money(feeMinor),
    hasFee: yesOrNo(feeMinor > 0),
    by: facts.cancelledBy,
    reason,
    hasReason: yesOrNo(reason !== ""),
  }
}

const yesOrNo = (is: boolean) => (is ? "yes" : "no")

/** The same text for mail programs that show HTML: paragraphs, links, and the direction of its language. */
export function htmlOf({ body, locale }: { body: string; locale: Locale }): string {
  const paragraphs = body.split(/\n{2,}/).map((paragraph) => `<p>${paragraph.split("\n").map(lineOf).join("<br>")}</p>`)
  return [
    "<!doctype html>",
    `<html lang="${locale.language}" dir="${direction(locale)}">`,
    '<head><meta charset="utf-8"></head>',
    `<body style="font-family:sans-serif;font-size:16px;line-height:1.5">${paragraphs.join("")}</body>`,
    "</html>",
  ].join("")
}

function lineOf(line: string): string {
  const text = escaped(line)
  return /^https?:\/\/\S+$/.test(line) ? `<a href="${text}">${text}</a>` : text
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
