import * as z from "zod"
import type { Business } from "#kernel/actor.ts"
import { direction, formatMoney, formatPhone, type Locale } from "#kernel/format.ts"
import type { Words } from "#kernel/words.ts"

/** What we write to customers of our own accord; texts are `inbox.<template>.subject` and `.body`. */
export const templates = [
  "order-placed",
  "order-confirmed",
  "payment-received",
  "payment-failed",
  "order-shipped",
  "order-delivered",
  "order-cancelled",
  "order-refunded",
  "order-reinstated",
  "payment-receipt",
  "order-link",
] as const
export type Template = (typeof templates)[number]

export const messageFacts = z.strictObject({
  customerName: z.string().optional(),
  number: z.string(),
  totalMinor: z.int(),
  currency: z.enum(["DZD", "EUR", "TND", "XOF"]),
  method: z.string(),
  carrier: z.string().optional(),
  carrierReference: z.string().optional(),
  reason: z.string().optional(),
})
export type MessageFacts = z.output<typeof messageFacts>

/** What may be read by others than its payer tells nobody the way into the order. */
const unlinked: readonly Template[] = ["payment-receipt"]

export type Rendered = { readonly subject: string; readonly body: string }

type Writing = {
  readonly template: Template
  readonly facts: MessageFacts
  readonly locale: Locale
  readonly words: Words
  readonly link: string
  readonly from: Pick<Business, "name"> & { readonly phone: string }
}

/** One message in the customer's language, with the link to the order where it is theirs alone, and who wrote it. */
export function rendered({ template, facts, locale, words, link, from }: Writing): Rendered {
  const { customerName, number, totalMinor, currency, method, carrier, carrierReference, reason } = facts
  const isolated = (code: string) => (direction(locale) === "rtl" ? `\u2066${code}\u2069` : code)
  const said = {
    name: customerName ?? "",
    business: from.name,
    amount: formatMoney({ amountMinor: totalMinor, currency }, locale),
    method,
    carrier: carrier ?? "",
    reference: isolated(carrierReference ?? ""),
    reason: reason ?? "",
    hasReason: reason === undefined ? "no" : "yes",
  }
  const follow = unlinked.includes(template) ? [] : [`${words("inbox.follow")}\n${link}`]
  const signature = `${from.name}\n${isolated(formatPhone(from.phone, locale))}`

  return {
    subject: words(`inbox.${template}.subject`, { ...said, number }),
    body: [words(`inbox.${template}.body`, { ...said, number: isolated(number) }), ...follow, signature].join("\n\n"),
  }
}

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
