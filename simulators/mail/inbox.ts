import { type AddressObject, type ParsedMail, simpleParser } from "mailparser"
import { z } from "zod"
import type { Collection, Store } from "../store.ts"

const kept = 500

const attachment = z.object({ name: z.string(), contentType: z.string(), size: z.number() })

export const message = z.object({
  id: z.string(),
  receivedAt: z.string(),
  /** Envelope recipients: who would have got it, blind copies included. */
  recipients: z.array(z.string()),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  attachments: z.array(attachment),
  /** The message as it came over the wire, base64. */
  raw: z.string(),
})

export type Message = z.infer<typeof message>

export type Inbox = {
  receive(raw: Buffer, recipients: readonly string[]): Promise<void>
  /** Newest first. */
  messages(): Message[]
  find(id: string): Message | undefined
  attachment(message: Message, index: number): Promise<{ name: string; contentType: string; content: Buffer } | null>
  clear(): void
}

/** The last 500 messages. */
export function openInbox(store: Store): Inbox {
  const saved = store.collection("mail.messages", message)
  let last = Math.max(0, ...saved.values().map(({ id }) => Number(id)))

  return {
    receive: async (raw, recipients) => {
      const parsed = await simpleParser(raw)
      last += 1
      saved.set(String(last), messageOf(parsed, { id: String(last), raw, recipients }))
      forgetOldest(saved)
    },
    messages: () => saved.values().reverse(),
    find: (id) => saved.get(id),
    attachment: async ({ raw }, index) => {
      const found = (await simpleParser(Buffer.from(raw, "base64"))).attachments[index]
      return found ? { name: found.filename ?? "", contentType: found.contentType, content: found.content } : null
    },
    clear: () => saved.clear(),
  }
}

function forgetOldest(saved: Collection<Message>): void {
  const values = saved.values()
  for (const { id } of values.slice(0, Math.max(0, values.length - kept))) saved.delete(id)
}

type Received = { readonly id: string; readonly raw: Buffer; readonly recipients: readonly string[] }

function messageOf(parsed: ParsedMail, { id, raw, recipients }: Received): Message {
  return {
    id,
    receivedAt: new Date().toISOString(),
    recipients: [...recipients],
    from: parsed.from?.text ?? "",
    to: addresses(parsed.to),
    subject: parsed.subject ?? "",
    text: parsed.text ?? "",
    html: parsed.html || null,
    headers: Object.fromEntries(parsed.headerLines.map(({ key, line }) => [key, unfolded(line)])),
    attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
      name: filename ?? "",
      contentType,
      size,
    })),
    raw: raw.toString("base64"),
  }
}

function addresses(to: AddressObject | AddressObject[] | undefined): string {
  return [to ?? []]
    .flat()
    .map(({ text }) => text)
    .join(", ")
}

function unfolded(line: string): string {
  return line
    .slice(line.indexOf(":") + 1)
    .replace(/\r?\n\s+/g, " ")
    .trim()
}
