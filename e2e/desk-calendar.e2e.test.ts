import { randomInt, randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { endpoints } from "../modules/booking/contract.ts"
import { endpoints as board } from "../modules/booking/contract-board.ts"
import { newPhone } from "./booking.ts"
import { awake, openBrowser, type Visitor } from "./browser.ts"
import { openDesk } from "./desk.ts"
import { apiAddress } from "./shop-api.ts"
import { words } from "./words.ts"

const { visitor } = openBrowser()
const t = words.fr
const zone = "Africa/Algiers"
const plain = { faultType: "bruit", commune: "Hydra" }
const forApproval = { faultType: "remplacement-chaudiere", commune: "Baraki" }

const clockOf = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
const minuteOf = (instant: string) => clockOf(instant).hour * 60 + clockOf(instant).minute

async function freeSlots(where: typeof plain): Promise<string[]> {
  // Beyond the days that other files book, so that nobody's test stands in the way.
  const from = Temporal.Now.plainDateISO(zone).add({ days: 9 }).toString()
  const answer = await fetch(apiAddress(`/slots?${new URLSearchParams({ ...where, from, days: "7" })}`))
  return endpoints.findSlots.answer.parse(await answer.json()).slots.map(({ startsAt }) => startsAt)
}

type Booked = { readonly name: string; readonly date: string; readonly startsAt: string }

/** Each try of a test has a customer of its own. */
async function book(who: string, { where = plain, pick = first }: { where?: typeof plain; pick?: Pick } = {}) {
  const name = `${who} ${randomInt(1_000, 10_000)}`
  const startsAt = pick(await freeSlots(where))
  const { holdToken } = endpoints.holdSlot.answer.parse(await posted("/holds", { ...where, startsAt }))
  const customer = { name, phone: newPhone() }
  await posted("/appointments", { holdToken, customer, address: "12, rue des Frères Bouadou" })
  return { name, startsAt, date: clockOf(startsAt).toPlainDate().toString() } satisfies Booked
}

type Pick = (slots: readonly string[]) => string
const first: Pick = ([slot = ""]) => slot
const sameDay =
  ({ date }: Booked): Pick =>
  (slots) =>
    slots.findLast((slot) => clockOf(slot).toPlainDate().toString() === date) ?? ""

async function posted(path: string, body: object): Promise<unknown> {
  const answer = await fetch(apiAddress(path), {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

const block = ({ page }: Visitor, { name }: Booked) => page.locator("a.calendar-visit", { hasText: name })

async function openCalendar(date: string): Promise<Visitor> {
  const staff = await visitor({ width: 1280 })
  await openDesk(staff, "manager")
  await staff.go(`/desk/calendar?day=${date}`)
  await awake(staff.page)
  return staff
}

/** Whose a visit is, and where it could go that day, as its own page would offer it. */
async function movesOf(staff: Visitor, booked: Booked) {
  const id = (await block(staff, booked).getAttribute("href"))?.split("/").at(-1) ?? ""
  const address = `/api/v1/mj-chauffage/desk/appointments/${id}/slots?from=${booked.date}&days=1`
  const answer: unknown = await staff.page.evaluate(`fetch("${address}").then((answer) => answer.json())`)
  return { technicianId: await technicianOf(staff, booked), slots: board.findMoves.answer.parse(answer).slots }
}

/** The middle of the upper edge of a visit; a pixel is a minute there. */
async function gripOf(staff: Visitor, booked: Booked) {
  const link = block(staff, booked)
  await link.scrollIntoViewIfNeeded()
  const box = await link.boundingBox()
  if (box === null) throw new Error(`${booked.name} is not in the calendar`)
  return { x: box.x + box.width / 2, y: box.y + 6 }
}

async function dragged(staff: Visitor, booked: Booked, to: { x: number; y: number }) {
  const { mouse } = staff.page
  const from = await gripOf(staff, booked)
  await mouse.move(from.x, from.y)
  await mouse.down()
  await mouse.move(from.x + 10, from.y + 10)
  await mouse.move(to.x, to.y, { steps: 4 })
}

const bar = ({ page }: Visitor) => page.locator(".calendar-bar")
const column = ({ page }: Visitor, { name }: Booked) => page.locator("[data-column]", { hasText: name })
const technicianOf = async (staff: Visitor, booked: Booked) =>
  (await column(staff, booked).getAttribute("data-column"))?.split(" ")[0] ?? ""

/** Until the calendar listens to keys and the mouse. */
describe("the desk's calendar", () => {
  it("lets a manager drag a visit to another technician, and undo it", async () => {
    const booked = await book("Drifa Aït Saïd")
    const staff = await openCalendar(booked.date)
    const { technicianId, slots } = await movesOf(staff, booked)
    const slot = slots.find((each) => each.technicianId !== technicianId)
    if (slot === undefined) throw new Error("nobody else is free that day")

    const from = await gripOf(staff, booked)
    const target = await staff.page.locator(`[data-column^="${slot.technicianId}"]`).boundingBox()
    const y = from.y + minuteOf(slot.startsAt) - minuteOf(booked.startsAt)
    await dragged(staff, booked, { x: (target?.x ?? 0) + (target?.width ?? 0) / 2, y })
    await bar(staff).getByText(t("desk.calendar.move.free")).waitFor()
    await staff.screen("calendar-drag")
    await staff.page.mouse.up()
    await staff.page.getByText(t("desk.calendar.moved")).waitFor()
    expect(await technicianOf(staff, booked)).toBe(slot.technicianId)

    await awake(staff.page)
    await staff.page.keyboard.press("u")
    await expect.poll(() => technicianOf(staff, booked)).toBe(technicianId)
  })

  it("moves a visit by keys alone", async () => {
    const booked = await book("Malika Ferhat")
    const staff = await openCalendar(booked.date)
    const { technicianId, slots } = await movesOf(staff, booked)
    const slot = slots.find((each) => each.technicianId === technicianId && each.startsAt > booked.startsAt)
    if (slot === undefined) throw new Error("there is no later time that day")

    const { keyboard } = staff.page
    await block(staff, booked).focus()
    await keyboard.press("m")
    const steps = (minuteOf(slot.startsAt) - minuteOf(booked.startsAt)) / 15
    for (let step = 0; step < steps; step += 1) await keyboard.press("ArrowDown")
    await keyboard.press("Escape")
    expect(await bar(staff).count()).toBe(0)

    await keyboard.press("m")
    for (let step = 0; step < steps; step += 1) await keyboard.press("ArrowDown")
    await bar(staff).getByText(t("desk.calendar.move.free")).waitFor()
    await keyboard.press("Enter")
    await staff.page.getByText(t("desk.calendar.moved")).waitFor()
    const { hour, minute } = clockOf(slot.startsAt)
    expect(await block(staff, booked).textContent()).toContain(`${hour}\u00a0h\u00a0${String(minute).padStart(2, "0")}`)
  })

  it("drops nothing on another visit, and says whose it is", async () => {
    const one = await book("Sabrina Oukil")
    const two = await book("Tarik Belhadj", { pick: sameDay(one) })
    const staff = await openCalendar(one.date)
    const before = await block(staff, one).textContent()

    await dragged(staff, one, await gripOf(staff, two))
    await bar(staff)
      .getByText(`${t("desk.calendar.move.overlap")} ${two.name}`)
      .waitFor()
    await staff.screen("calendar-conflict")
    await staff.page.mouse.up()
    await bar(staff).waitFor({ state: "detached" })
    expect(new URL(staff.page.url()).searchParams.has("moved")).toBe(false)
    expect(await block(staff, one).textContent()).toBe(before)
  })

  it("says when somebody was faster, and leaves the visit where it stood", async () => {
    const one = await book("Nadjet Bouras")
    const two = await book("Kamel Ziane", { pick: sameDay(one) })
    const [slow, fast] = [await openCalendar(one.date), await openCalendar(one.date)]
    const [mine, theirs] = [await movesOf(slow, one), await movesOf(fast, two)]
    const both = mine.slots.find(({ startsAt, technicianId }) =>
      theirs.slots.some((slot) => slot.startsAt === startsAt && slot.technicianId === technicianId),
    )
    if (both === undefined) throw new Error("the two have no time in common")

    await block(fast, two).click()
    await fast.page.locator("summary[data-key=m]").click()
    await fast.page.locator("select[name=slot]").selectOption(`${both.startsAt}|${both.technicianId}`)
    await fast.page.locator("form:has(select[name=slot]) button[type=submit]").click()
    await fast.page.getByText(t("desk.calendar.moved")).waitFor()

    const from = await gripOf(slow, one)
    const target = await slow.page.locator(`[data-column^="${both.technicianId}"]`).boundingBox()
    const x = (target?.x ?? 0) + (target?.width ?? 0) / 2
    await dragged(slow, one, { x, y: from.y + minuteOf(both.startsAt) - minuteOf(one.startsAt) })
    await slow.page.mouse.up()
    await slow.page
      .getByRole("alert")
      .filter({ hasText: t("desk.calendar.taken") })
      .waitFor()
    await slow.screen("calendar-taken")
    await slow.page.getByRole("button", { name: t("desk.calendar.move.cancel") }).click()
    expect(await bar(slow).count()).toBe(0)
  })

  it("asks a reason outside the plan, and keeps it with the visit", async () => {
    const booked = await book("Rachid Kaci")
    const staff = await openCalendar(booked.date)
    const { keyboard } = staff.page
    await block(staff, booked).focus()
    await keyboard.press("m")
    const steps = (18 * 60 + 30 - minuteOf(booked.startsAt)) / 15
    for (let step = 0; step < steps; step += 1) await keyboard.press("ArrowDown")
    await bar(staff).getByText(t("desk.calendar.move.outside")).waitFor()
    await keyboard.press("Enter")
    await staff.page.getByLabel(t("desk.calendar.move.reason")).fill("Le client rentre tard")
    await keyboard.press("Enter")
    await staff.page.getByText(t("desk.calendar.moved")).waitFor()
    await block(staff, booked).click()
    await staff.page.getByText(t("desk.visit.overridden", { reason: "Le client rentre tard" })).waitFor()
  })
})

describe("what waits for the office", () => {
  it("is a request that it approves", async () => {
    const booked = await book("Ouardia Hamdi", { where: forApproval })
    const staff = await visitor({ width: 1280 })
    await openDesk(staff, "manager")
    await staff.go("/desk/requests")
    const request = staff.page.locator("main section", { hasText: booked.name })
    await request
      .getByRole("button", { name: t("desk.visit.actions.approve") })
      .first()
      .click()
    await staff.page.getByText(t("desk.visit.done.approve")).waitFor()
    await staff.page.getByText(t("desk.visit.status.confirmed"), { exact: true }).waitFor()
  })

  it("is a visit that an absence leaves, and that takes a time that is offered", async () => {
    const booked = await book("Fodil Mansour")
    const staff = await openCalendar(booked.date)
    const technicianId = await technicianOf(staff, booked)
    await staff.page.getByText(t("desk.calendar.absence.add")).click()
    await staff.page.locator("form:has([name=endsAt]) [name=technicianId]").selectOption(technicianId)
    await staff.page.getByRole("button", { name: t("desk.calendar.absence.save") }).click()
    await staff.page.getByRole("heading", { level: 1, name: t("desk.visit.absence.title") }).waitFor()
    await staff.screen("absence")

    const stranded = staff.page.locator("main section", { hasText: booked.name })
    await stranded.locator("form button[type=submit]").first().click()
    await staff.page.getByText(t("desk.calendar.moved")).waitFor()
    expect(await stranded.count()).toBe(0)
    await staff.page.getByRole("button", { name: t("desk.visit.absence.end") }).click()
    await staff.page.waitForURL(/\/desk\/calendar/)
  })

  it("is somebody on the phone, who gets a time and a message", async () => {
    const staff = await visitor({ width: 390 })
    const { page, go } = staff
    await openDesk(staff, "manager")
    const [startsAt = ""] = await freeSlots(plain)
    const date = clockOf(startsAt).toPlainDate().toString()
    await go(`/desk/bookings/new?${new URLSearchParams({ ...plain, day: date })}`)
    await page.locator("[name='customer.name']").fill("Houria Slimani")
    await page.locator("[name=address]").fill("Cité 5 Juillet, bâtiment C")
    await page.locator("[name='customer.phone']").fill("12")
    await page.getByRole("button", { name: t("desk.booking.book") }).click()
    await page.getByText(t("desk.booking.time_missing")).first().waitFor()

    await page.locator(`label:has([value="${startsAt}"])`).click()
    await page.getByRole("button", { name: t("desk.booking.book") }).click()
    await page.locator("[name='customer.phone'][aria-invalid=true]").waitFor()
    expect(await page.locator("[name='customer.name']").inputValue()).toBe("Houria Slimani")
    await page.locator("[name='customer.phone']").fill(newPhone())
    await page.getByRole("button", { name: t("desk.booking.book") }).click()
    await page.getByText(t("desk.visit.done.book")).waitFor()
  })
})
