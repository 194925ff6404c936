import { createTransport } from "nodemailer"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type Simulators, startSimulators } from "../main.ts"

let simulators: Simulators
beforeAll(async () => {
  simulators = await startSimulators({ port: 0 })
})
beforeEach(() => fetch(`${simulators.url}/mail/messages.json`, { method: "DELETE" }))
afterAll(() => simulators.close())

const receipt = {
  from: "Chauffage MJ <bonjour@mj-chauffage.example>",
  to: "Amine <amine@example.org>",
  bcc: "archive@mj-chauffage.example",
  subject: "Reçu CMD-7K3F-92QX",
  text: "Merci. Payé : 1 003,20 DA",
  html: "<p>Merci</p><script>alert(1)</script>",
  attachments: [{ filename: "reçu.pdf", content: Buffer.from("%PDF-1.7"), contentType: "application/pdf" }],
}

async function send(message: object): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port: simulators.smtpPort, ignoreTLS: true })
  await transport.sendMail(message)
  transport.close()
}

const listed = async (query = "") => (await fetch(`${simulators.url}/mail/messages.json${query}`)).json()
const get = (path: string) => fetch(`${simulators.url}${path}`)

describe("catching mail", () => {
  it("keeps the message with its parts and its envelope", async () => {
    await send(receipt)

    expect(await listed()).toEqual([
      {
        id: expect.any(String),
        receivedAt: expect.any(String),
        recipients: ["amine@example.org", "archive@mj-chauffage.example"],
        from: expect.stringContaining("bonjour@mj-chauffage.example"),
        to: expect.stringContaining("amine@example.org"),
        subject: "Reçu CMD-7K3F-92QX",
        text: expect.stringContaining("Payé : 1 003,20 DA"),
        html: expect.stringContaining("<p>Merci</p>"),
        headers: expect.objectContaining({ "message-id": expect.stringMatching(/^<.+>$/) }),
        attachments: [{ name: "reçu.pdf", contentType: "application/pdf", size: 8, path: expect.any(String) }],
      },
    ])
  })

  it("finds what one address received, newest first", async () => {
    await send({ ...receipt, subject: "un" })
    await send({ ...receipt, to: "other@example.org", bcc: "", subject: "deux" })
    await send({ ...receipt, subject: "trois" })

    expect(await listed("?to=Amine@example.org")).toMatchObject([{ subject: "trois" }, { subject: "un" }])
    expect(await listed("?to=nobody@example.org")).toEqual([])
  })

  it("takes any sign-in", async () => {
    const transport = createTransport({
      host: "127.0.0.1",
      port: simulators.smtpPort,
      ignoreTLS: true,
      auth: { user: "x", pass: "y" },
    })
    await transport.sendMail({ ...receipt, subject: "signed in" })
    transport.close()

    expect(await listed()).toMatchObject([{ subject: "signed in" }])
  })

  it("keeps the last 500", async () => {
    const transport = createTransport({ host: "127.0.0.1", port: simulators.smtpPort, ignoreTLS: true, pool: true })
    for (let i = 1; i <= 503; i += 1) await transport.sendMail({ from: "a@b.example", to: "c@d.example", text: `${i}` })
    transport.close()
    const messages = await listed()

    expect(messages).toHaveLength(500)
    expect(messages).toMatchObject({ 0: { text: "503\n" }, 499: { text: "4\n" } })
  })
})

describe("reading a caught message", () => {
  it("lists and shows it, the HTML part in a sandbox", async () => {
    await send(receipt)
    const list = await (await get("/mail")).text()
    const path = /href="(\/mail\/\d+)"/.exec(list)?.[1] ?? ""
    const page = await (await get(path)).text()
    const part = await get(`${path}/html`)

    expect(page).toContain("Payé : 1 003,20 DA")
    expect(page).toContain(`<iframe sandbox title="HTML part" src="${path}/html">`)
    expect(page).not.toContain("<script")
    expect(part.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/)
  })

  it("hands out attachments as downloads", async () => {
    await send(receipt)
    const path = /href="(\/mail\/\d+)"/.exec(await (await get("/mail")).text())?.[1]
    const file = await get(`${path}/attachments/0`)

    expect(file.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''re%C3%A7u.pdf")
    expect(await file.text()).toBe("%PDF-1.7")
    expect((await get(`${path}/attachments/7`)).status).toBe(404)
    expect((await get("/mail/nobody")).status).toBe(404)
  })

  it("escapes what the sender wrote", async () => {
    await send({ ...receipt, subject: "<img src=x>" })

    expect(await (await get("/mail")).text()).not.toContain("<img")
  })
})
