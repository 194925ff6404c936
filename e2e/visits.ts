import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { inject } from "vitest"
import { z } from "zod"
import { endpoints } from "../modules/booking/contract.ts"
import type { Visitor } from "./browser.ts"
import { signIn } from "./desk.ts"
import { apiAddress } from "./shop-api.ts"
import { words } from "./words.ts"

const { findSlots, holdSlot, bookAppointment, showAppointment } = endpoints

async function asked<A extends z.ZodType>(answer: A, path: string, body?: object): Promise<z.output<A>> {
  const sent = {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify(body),
  }
  const response = await fetch(apiAddress(path), body === undefined ? {} : sent)
  if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`)
  return answer.parse(await response.json())
}

/** A fault and a commune that one technician alone sees to, and they sign in here. */
const where = { faultType: "thermostat", commune: "Bab Ezzouar" }

export type Booked = { readonly number: string; readonly technician: string; readonly date: string }

async function bookVisit(startsAt: string, phone: string): Promise<Booked> {
  const { holdToken } = await asked(holdSlot.answer, "/holds", { ...where, startsAt })
  const { token, number } = await asked(bookAppointment.answer, "/appointments", {
    holdToken,
    customer: { name: "Nadia Benali", phone },
    address: "12, rue des Frères Bouadou",
    landmark: "Face à la pharmacie",
    notes: "La chaudière siffle, puis s’arrête.",
  })
  const { technician } = await asked(showAppointment.answer, `/appointments/${token}`)
  return { number, technician: technician ?? "", date: dayOf(startsAt) }
}

const dayOf = (instant: string) => new Date(instant).toLocaleDateString("en-CA", { timeZone: "Africa/Algiers" })

/** A technician with exactly so many new visits on one day that is not today. */
export async function bookedDay(count: number) {
  const people = inject("counter").signIns.filter(({ business }) => business === "mj-chauffage")
  const booked: Booked[] = []
  while (booked.length < 40) {
    const { slots } = await asked(findSlots.answer, `/slots?${new URLSearchParams({ ...where, days: "20" })}`)
    const slot = slots.find(({ startsAt }) => dayOf(startsAt) > dayOf(new Date().toISOString()))
    if (slot === undefined) break
    const last = await bookVisit(slot.startsAt, `05502010${10 + booked.length}`)
    booked.push(last)
    const visits = booked.filter(({ technician, date }) => technician === last.technician && date === last.date)
    const person = people.find(({ name }) => name === last.technician)
    if (person !== undefined && visits.length === count) return { person, date: last.date, visits }
  }
  throw new Error(`nobody has ${count} visits on one day`)
}

/** The technician's own day, kept on the phone. */
export async function openDay(
  visitor: Visitor,
  { email, password }: { email: string; password: string },
  date: string,
) {
  const { page, go } = visitor
  await go("/desk/sign-in?next=/desk/day")
  await signIn(visitor, { email, password })
  await page.waitForURL(({ pathname }) => pathname.endsWith("/desk/day"))
  await go(`/desk/day?date=${date}`)
  await page.locator('[data-day="kept"]').waitFor()
  await page.locator("[data-visit]").first().waitFor()
}

export async function openVisit({ page }: Visitor, number: string): Promise<void> {
  await page.locator(`[data-visit="${number}"]`).click()
  await page.locator(`[data-open="${number}"]`).waitFor()
}

/** What a technician does at one customer's. Each is one action of the phone. */
export function working({ page, language }: Visitor) {
  const said = (name: string) => words[language](`day.said.${name}`)
  const press = (name: string) => page.getByRole("button", { name: said(name) }).click()
  return {
    start: () => press("start"),
    usePart: async (sku: string, quantity = 1) => {
      await press("add_part")
      await page.getByRole("searchbox", { name: said("find_part") }).fill(sku)
      await page.getByRole("button", { name: sku }).click()
      for (let more = 1; more < quantity; more += 1) await press("more")
      await press("use_part")
      await page.getByText(said("find_part")).waitFor({ state: "detached" })
    },
    takePhoto: async (file: string) => {
      const before = await page.getByRole("img", { name: said("photo_of") }).count()
      await page.locator("input[type=file]").setInputFiles(file)
      await page
        .getByRole("img", { name: said("photo_of") })
        .nth(before)
        .waitFor()
    },
    report: async (work: string) => {
      await page.getByLabel(said("work_done")).fill(work)
      await sign(page.getByRole("img", { name: said("sign_here") }))
      await press("save_report")
      await page.getByText(said("saved_report")).waitFor()
    },
    takeCash: () => press("take_cash"),
    finish: () => press("finish"),
    back: () => page.getByRole("link", { name: said("back") }).click(),
  }
}

async function sign(pad: ReturnType<Visitor["page"]["locator"]>): Promise<void> {
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (box === null) throw new Error("there is no pad to sign on")
  const { mouse } = pad.page()
  await mouse.move(box.x + 40, box.y + 60)
  await mouse.down()
  for (let step = 0; step < 30; step += 1) await mouse.move(box.x + 40 + step * 6, box.y + 60 + 25 * Math.sin(step / 3))
  await mouse.up()
}

/** The gate's process dies as in a power cut; its supervisor starts it again. */
export function killGate(): void {
  const { stateDir } = inject("counter")
  const { pid } = z.object({ pid: z.int() }).parse(JSON.parse(readFileSync(join(stateDir, "run/gate.child"), "utf8")))
  process.kill(pid, "SIGKILL")
}
