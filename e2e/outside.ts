import { randomUUID } from "node:crypto"
import type { BrowserContext } from "playwright-core"
import { expect, inject } from "vitest"
import { z } from "zod"

const mail = z.object({
  recipients: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  attachments: z.array(z.object({ name: z.string(), contentType: z.string(), path: z.string() })),
})
export type Mail = z.output<typeof mail>

/** Mail that left the counter for somebody, newest first. */
export async function mailTo(address: string): Promise<Mail[]> {
  const answer = await fetch(`${simulators()}/mail/messages.json?to=${encodeURIComponent(address)}`)
  return z.array(mail).parse(await answer.json())
}

const texts = z.array(z.object({ body: z.string() }))

/** What was written by SMS to a number, newest first. */
export async function textsTo(phone: string): Promise<string[]> {
  const answer = await fetch(`${simulators()}/twilio/control/messages?to=${encodeURIComponent(phone)}`)
  return texts.parse(await answer.json()).map(({ body }) => body)
}

/** What goes wrong at the gateway from now on; `calm` puts all of it back. */
export async function disturb(knobs: object): Promise<void> {
  await control("knobs", knobs)
}

export async function calm(): Promise<void> {
  await fetch(`${simulators()}/satim/control/knobs`, { method: "DELETE" })
}

/** Pays, or fails to, at the gateway's page that `payUrl` leads to, and never comes back from there. */
export async function payAndVanish(payUrl: string, outcome: "paid" | "declined" | "cancelled"): Promise<void> {
  await control(new URL(payUrl).searchParams.get("mdOrder") ?? "", { outcome })
}

async function control(path: string, body: object): Promise<void> {
  const answer = await fetch(`${simulators()}/satim/control/${path}`, { method: "POST", body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`The simulator answered ${answer.status}: ${await answer.text()}`)
}

/** A file that the visitor may keep, and a real one; it is printed in the background. */
export async function expectPdf(context: BrowserContext, href: string | null): Promise<void> {
  const fetched = () => context.request.get(`${inject("counter").url}${href}`)
  await expect.poll(async () => (await fetched()).status(), { timeout: 20_000 }).toBe(200)
  const answer = await fetched()
  expect(answer.headers()["content-type"]).toContain("application/pdf")
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename=".+\.pdf"/)
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-")
}

/** An address that no mail went to yet, in any try of a test. */
export function newAddress(): string {
  return `${randomUUID().slice(0, 8)}@example.test`
}

const simulators = () => inject("counter").simulatorsUrl
