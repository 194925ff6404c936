import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import sharp from "sharp"
import { afterAll, describe, expect, inject, it } from "vitest"
import { audit } from "../apps/ops/audit.ts"
import { openBrowser } from "./browser.ts"
import { scarcePart } from "./shop-api.ts"
import { bookedDay, killGate, openDay, openVisit, working } from "./visits.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()
const t = words.fr
const books = new pg.Client({ connectionString: inject("counter").databaseUrls.readonly })
await books.connect()
const folder = mkdtempSync(join(tmpdir(), "guichet-photos-"))
const photo = join(folder, "boiler.jpg")
writeFileSync(
  photo,
  await sharp({ create: { width: 2_400, height: 1_800, channels: 3, background: "#8a5a2b" } })
    .withExif({ IFD0: { Make: "Telefon" } })
    .jpeg()
    .toBuffer(),
)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await books.end()
})

const offlineErrors = [/net::ERR_/, /50[0234]/]

async function eventsOf(numbers: readonly string[]): Promise<Record<string, number>> {
  const { rows } = await books.query<{ name: string; times: number }>(
    `select e.name, count(*)::integer as times from guichet.events e
     join guichet.dossiers d on d.business_id = e.business_id and d.id = e.dossier_id
     where d.number = any($1) and e.actor_scope = 'member' group by e.name`,
    [numbers],
  )
  return Object.fromEntries(rows.map(({ name, times }) => [name, times]))
}

const broken = async () =>
  (await audit(inject("counter").databaseUrls.readonly)).filter((finding) => finding.broken.length > 0)

describe("a technician", () => {
  it("completes a visit with parts and cash, and the invoice is paid", async () => {
    const { person, date, visits } = await bookedDay(1)
    const phone = await visitor()
    const { page } = phone
    const number = visits[0]?.number ?? ""
    await openDay(phone, person, date)
    await phone.screen("technician-day")
    await openVisit(phone, number)
    await phone.screen("technician-visit")

    const at = working(phone)
    await at.start()
    await at.usePart("ORG-30")
    await at.takePhoto(photo)
    await at.report("Joint changé, pression remise à 1,2 bar.")
    await phone.screen("technician-working")
    await at.takeCash()
    await at.finish()
    await page.getByRole("link", { name: t("day.said.open_invoice") }).waitFor()
    await phone.screen("technician-done")

    const invoice = page.waitForEvent("download")
    await page.getByRole("link", { name: t("day.said.open_invoice") }).click()
    expect((await invoice).suggestedFilename()).toMatch(/^FA-.*\.pdf$/)
    const { rows } = await books.query(
      `select b.due_minor::integer as due, i.total_minor::integer as total, r.signed_name is not null as signed
       from guichet.dossiers d join guichet.invoices i on i.dossier_id = d.id join guichet.invoice_balances b on b.id = i.id
       join guichet.visit_reports r on r.appointment_id = d.id where d.number = $1`,
      [number],
    )
    expect(rows).toEqual([{ due: 0, total: 400_000 + 70_000 + 4_700, signed: true }])
    expect(await broken()).toEqual([])
  }, 120_000)

  it("does thirty things without a network, and all of them happen once, though the gate dies twice on the way", async () => {
    const { person, date, visits } = await bookedDay(5)
    const phone = await visitor({ expected: offlineErrors })
    const { page, context } = phone
    const five = visits.map(({ number }) => number)
    await openDay(phone, person, date)

    await context.setOffline(true)
    const at = working(phone)
    for (const number of five) {
      await openVisit(phone, number)
      await at.start()
      await at.usePart("ORG-30")
      await at.takePhoto(photo)
      await at.report("Joint changé.")
      await at.takeCash()
      await at.finish()
      await at.back()
    }
    await page.getByText(t("day.unsent", { count: 30 })).waitFor()
    await page.reload()
    await page.getByText(t("day.unsent", { count: 30 })).waitFor()
    await phone.screen("technician-offline")

    await context.setOffline(false)
    await expect
      .poll(async () => Object.keys(await eventsOf(five)).length, { timeout: 30_000, interval: 20 })
      .toBeGreaterThan(0)
    killGate()
    await expect
      .poll(async () => (await eventsOf(five))["appointment.completed"] ?? 0, { timeout: 60_000, interval: 20 })
      .toBeGreaterThan(1)
    killGate()
    await expect.poll(async () => (await eventsOf(five))["appointment.completed"], { timeout: 90_000 }).toBe(5)
    await page.getByText(t("day.said.all_sent")).waitFor({ state: "attached", timeout: 60_000 })

    expect(await eventsOf(five)).toEqual({
      "appointment.started": 5,
      "part.used": 5,
      "photo.added": 5,
      "visit.reported": 5,
      "appointment.completed": 5,
    })
    const { rows } = await books.query(
      `select count(distinct p.id)::integer as parts, count(distinct q.id)::integer as paid, count(distinct i.id)::integer as invoices,
        count(distinct f.id)::integer as photos, sum(distinct b.due_minor)::integer as due
       from guichet.dossiers d
       join guichet.visit_parts p on p.appointment_id = d.id
       join guichet.payment_requests q on q.dossier_id = d.id and q.status = 'paid' and q.method = 'cash_on_delivery'
       join guichet.photos f on f.appointment_id = d.id
       join guichet.invoices i on i.dossier_id = d.id join guichet.invoice_balances b on b.id = i.id where d.number = any($1)`,
      [five],
    )
    expect(rows).toEqual([{ parts: 5, paid: 5, invoices: 5, photos: 5, due: 0 }])
    expect(await broken()).toEqual([])
  }, 300_000)

  it("reads what the counter did not accept, decides, and loses nothing by signing out", async () => {
    const { person, date, visits } = await bookedDay(1)
    const phone = await visitor({ language: "ar", expected: [...offlineErrors, /409/] })
    const { page, context } = phone
    const number = visits.at(-1)?.number ?? ""
    const ar = words.ar
    await openDay(phone, person, date)
    await phone.screen("technician-day")
    await openVisit(phone, number)
    await context.setOffline(true)
    const at = working(phone)
    await at.start()
    await phone.screen("technician-visit")
    await page.getByText(ar("day.unsent", { count: 1 })).waitFor()

    let question = ""
    page.once("dialog", (dialog) => {
      question = dialog.message()
      void dialog.dismiss()
    })
    await page.getByRole("button", { name: ar("desk.nav.sign_out") }).click()
    await expect.poll(() => question).toBe(ar("day.leave_unsent", { count: 1 }))
    await context.setOffline(false)
    await expect.poll(async () => (await eventsOf([number]))["appointment.started"], { timeout: 30_000 }).toBe(1)

    const { variants } = await scarcePart(2)
    const sku = variants[0]?.sku ?? ""
    await context.setOffline(true)
    await at.usePart(sku, 3)
    await context.setOffline(false)
    await page.locator("main [role=alert]").waitFor({ timeout: 60_000 })
    await expect.poll(() => page.locator("main [role=alert]").textContent()).toContain(sku)
    await phone.screen("technician-refused")
    await page.getByRole("button", { name: ar("day.said.drop") }).click()
    await page.locator("main [role=alert]").waitFor({ state: "detached" })
    expect(await eventsOf([number])).toEqual({ "appointment.started": 1 })
  }, 200_000)
})
