import { createServer, type Server } from "node:net"
import { afterAll, describe, expect, it } from "vitest"
import * as z from "zod"
import { startSimulators } from "../../simulators/main.ts"
import { openMail } from "./index.ts"

const simulators = await startSimulators({ port: 0 })
const servers: Server[] = []
afterAll(async () => {
  for (const server of servers) server.close()
  await simulators.close()
})

const letter = {
  id: "0197a7a0-0000-7000-8000-000000000001",
  from: { name: "MJ Chauffage", address: "bonjour@mj-chauffage.example" },
  to: "nadia@clients.example",
  subject: "Commande CMD-7K3F-92QX expédiée",
  text: "Bonjour Nadia",
  html: "<p>Bonjour Nadia</p>",
  attachments: [{ name: "FA-2026-00001.pdf", media: "application/pdf", content: Buffer.from("%PDF-1.7") }],
}
const received = z.array(
  z.object({
    to: z.string(),
    from: z.string(),
    subject: z.string(),
    text: z.string(),
    headers: z.record(z.string(), z.string()),
    recipients: z.array(z.string()),
    attachments: z.array(z.object({ name: z.string(), contentType: z.string() })),
  }),
)
const inbox = async (to: string) =>
  received.parse(await (await fetch(`${simulators.url}/mail/messages.json?to=${encodeURIComponent(to)}`)).json())

/** A mail server that says what it is told to. `close` and `silence` are no answers. */
async function server(answers: Record<string, string>): Promise<string> {
  const made = createServer((socket) => {
    let isText = false
    const say = (line: string) =>
      line === "close" ? socket.destroy() : line === "silence" ? undefined : socket.write(`${line}\r\n`)
    say(answers.greeting ?? "220 ready")
    socket.on("error", () => undefined)
    socket.on("data", (data) => {
      const word = isText ? "TEXT" : data.toString().slice(0, 4)
      if (word === "DATA" && answers.DATA === undefined) {
        isText = true
        return say("354 go on")
      }
      return say(answers[word] ?? "250 fine")
    })
  })
  servers.push(made)
  await new Promise<void>((ready) => made.listen(0, "127.0.0.1", ready))
  const address = made.address()
  return `smtp://127.0.0.1:${typeof address === "object" ? address?.port : ""}`
}
const posted = async (answers: Record<string, string>) => openMail(await server(answers))(letter)

describe("handing a letter to a mail server", () => {
  it("arrives with its parts, its files and a Message-ID that every try repeats", async () => {
    const mail = openMail(`smtp://127.0.0.1:${simulators.smtpPort}`)
    const first = await mail(letter)
    const second = await mail(letter)

    expect(first).toEqual({ kind: "accepted", reference: `<${letter.id}@mj-chauffage.example>` })
    expect(second).toEqual(first)
    const [message] = await inbox(letter.to)
    expect(message).toMatchObject({
      subject: letter.subject,
      from: '"MJ Chauffage" <bonjour@mj-chauffage.example>',
      text: "Bonjour Nadia",
      headers: { "message-id": `<${letter.id}@mj-chauffage.example>`, "auto-submitted": "auto-generated" },
      attachments: [{ name: "FA-2026-00001.pdf", contentType: "application/pdf" }],
    })
  })
  it("goes to one address, whatever that address says", async () => {
    const mail = openMail(`smtp://127.0.0.1:${simulators.smtpPort}`)
    await mail({ ...letter, to: "a@clients.example, b@clients.example" })
    expect(await inbox("b@clients.example")).toEqual([])
  })
  it.each([
    ["refused when the server knows no such recipient", { RCPT: "550 no such user" }, "refused"],
    ["refused when the server will not take the letter", { TEXT: "554 no" }, "refused"],
    ["unreached when the server asks to come back later", { RCPT: "450 later" }, "unreached"],
    ["unreached when it asks so after the letter", { TEXT: "451 later" }, "unreached"],
    ["unreached when it does not greet", { greeting: "silence" }, "unreached"],
    ["unknown when the connection ends after the letter went out", { TEXT: "close" }, "unknown"],
  ])(
    "is %s",
    async (_, answers, kind) => {
      expect(await posted(answers)).toMatchObject({ kind })
    },
    15_000,
  )
  it("is unreached when nobody listens", async () => {
    expect(await openMail("smtp://127.0.0.1:1")(letter)).toMatchObject({ kind: "unreached" })
  })
})
