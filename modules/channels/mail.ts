import nodemailer from "nodemailer"
import * as z from "zod"
import type { Letter, Mail, Posted } from "#kernel/mail.ts"

/** The greeting is given less time than an answer, so that the two silences can be told apart. */
const timeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 }

/** Hands letters to one SMTP server, `smtp://user:password@host:587`; each over a connection of its own. */
export function openMail(url: string): Mail {
  const transport = nodemailer.createTransport({
    url,
    ...timeouts,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async (letter) => {
    try {
      const { messageId } = await transport.sendMail(messageOf(letter))
      return { kind: "accepted", reference: messageId }
    } catch (error) {
      return postedOf(error)
    }
  }
}

function messageOf({ id, from, to, subject, text, html, attachments }: Letter) {
  const domain = from.address.split("@").at(-1) ?? "localhost"
  return {
    messageId: `<${id}@${domain}>`,
    from,
    // As an object, an address is never read as a list of several.
    to: { name: "", address: to },
    subject,
    text,
    html,
    headers: { "Auto-Submitted": "auto-generated" },
    attachments: attachments.map(({ name, media, content }) => ({
      filename: name,
      contentType: media,
      content: Buffer.from(content),
    })),
  }
}

const smtpFault = z.object({
  message: z.string(),
  code: z.string().optional(),
  responseCode: z.number().optional(),
  syscall: z.string().optional(),
  timeoutType: z.string().optional(),
})

/** A server's own no is final (5xx) or not (4xx). Without one, only a fault before the server greeted us means that it holds nothing. */
function postedOf(fault: unknown): Posted {
  const { message: reason, code, responseCode, syscall, timeoutType = "" } = smtpFault.parse(fault)
  if (code === "EAUTH") return { kind: "unreached", reason }
  if (responseCode !== undefined) return { kind: responseCode >= 500 ? "refused" : "unreached", reason }
  if (code === "EENVELOPE") return { kind: "refused", reason }

  const isBefore = syscall === "connect" || ["CONNECTION_TIMEOUT", "GREETING_TIMEOUT"].includes(timeoutType)
  return { kind: isBefore || code === "EDNS" || code === "ETLS" ? "unreached" : "unknown", reason }
}
