import type { AddressInfo, Server as NetServer } from "node:net"
import { buffer } from "node:stream/consumers"
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server"
import { type Incoming, json, type Reply, type Route } from "../server.ts"
import type { Store } from "../store.ts"
import { type Inbox, type Message, openInbox } from "./inbox.ts"
import { htmlPart, listPage, messagePage } from "./pages.ts"

const maxMessageBytes = 30_000_000

export type MailSimulator = {
  readonly routes: readonly Route[]
  readonly smtpPort: number
  close(): Promise<void>
}

type Setting = { readonly store: Store; readonly host: string; readonly port: number }

/** An SMTP server that takes every message and any sign-in, and delivers nothing. */
export async function mailSimulator({ store, host, port }: Setting): Promise<MailSimulator> {
  const inbox = openInbox(store)
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    size: maxMessageBytes,
    closeTimeout: 500,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? "anyone" }),
    onData: (stream, session, callback) => {
      take(inbox, stream, session).then(() => callback(null), callback)
    },
  })
  const smtpPort = await listen(smtp, { host, port })

  return {
    smtpPort,
    routes: mailRoutes(inbox),
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  }
}

async function take(inbox: Inbox, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const raw = await buffer(stream)
  if (stream.sizeExceeded) throw new Error("message too large")
  await inbox.receive(
    raw,
    session.envelope.rcptTo.map(({ address }) => address),
  )
}

function listen(smtp: SMTPServer, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    smtp.once("error", reject)
    smtp.listen(port, host, () => {
      smtp.off("error", reject)
      smtp.on("error", (error) => console.error(`SMTP sink: ${error.message}`))
      resolve(portOf(smtp.server) ?? port)
    })
  })
}

function portOf(server: NetServer): number | null {
  const address: AddressInfo | string | null = server.address()
  return address !== null && typeof address === "object" ? address.port : null
}

function mailRoutes(inbox: Inbox): Route[] {
  return [
    { method: "GET", path: "/mail", answer: () => listPage(inbox.messages()) },
    {
      method: "GET",
      path: "/mail/messages.json",
      answer: ({ query }) => json(sentTo(inbox, query.get("to")).map(listed)),
    },
    { method: "DELETE", path: "/mail/messages.json", answer: () => cleared(inbox) },
    { method: "GET", path: "/mail/:id", answer: onMessage(inbox, messagePage) },
    { method: "GET", path: "/mail/:id/html", answer: onMessage(inbox, htmlPart) },
    { method: "GET", path: "/mail/:id/raw", answer: onMessage(inbox, source) },
    { method: "GET", path: "/mail/:id/attachments/:index", answer: onMessage(inbox, download(inbox)) },
  ]
}

function sentTo(inbox: Inbox, to: string | null): Message[] {
  const wanted = to?.toLowerCase()
  const isFor = ({ recipients }: Message) => recipients.some((address) => address.toLowerCase() === wanted)
  return wanted === undefined ? inbox.messages() : inbox.messages().filter(isFor)
}

function listed({ raw: _, attachments, ...message }: Message): object {
  const files = attachments.map((file, i) => ({ ...file, path: `/mail/${message.id}/attachments/${i}` }))
  return { ...message, attachments: files }
}

function cleared(inbox: Inbox): Reply {
  inbox.clear()
  return json({ done: true })
}

type Shown = (message: Message, incoming: Incoming) => Reply | Promise<Reply>

function onMessage(inbox: Inbox, show: Shown): Route["answer"] {
  return (incoming) => {
    const message = inbox.find(incoming.params.id ?? "")
    return message ? show(message, incoming) : json({ error: "unknown_message" }, 404)
  }
}

function source({ raw }: Message): Reply {
  return { status: 200, headers: { "content-type": "text/plain;charset=UTF-8" }, body: Buffer.from(raw, "base64") }
}

function download(inbox: Inbox): Shown {
  return async (message, { params }) => {
    const found = await inbox.attachment(message, Number(params.index))
    if (!found) return json({ error: "unknown_attachment" }, 404)
    const name = encodeURIComponent(found.name || `part-${params.index}`)
    const headers = { "content-type": found.contentType, "content-disposition": `attachment; filename*=UTF-8''${name}` }
    return { status: 200, headers, body: found.content }
  }
}
