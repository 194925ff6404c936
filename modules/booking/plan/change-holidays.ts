import { actorId } from "#kernel/actor.ts"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { endpoints } from "../contract-plan.ts"
import { refuse } from "../refusals.ts"
import { holidaysOf } from "./holidays.ts"
import * as queries from "./queries.ts"

const seenHoliday = (holiday: { readonly id: string }) => [{ ids: [holiday.id], counted: queries.countHolidays }]

/** Whether the business works on a holiday all the same. Visits that stand on it stay. */
export const setWorksOn = command({
  name: "holiday.set-works",
  needs: "plan.edit",
  sees: seenHoliday,
  input: endpoints.setWorksOn.body.extend({ id }),

  async run({ tx, tell }, holiday) {
    await queries.setWorks(tx, holiday)
    tell("holiday.changed", { facts: { holidayId: holiday.id, works: holiday.works } })
    return holiday
  },
})

/** The moon is off its estimate by a day or two; more is another feast, or a slip of the pen. */
const daysOffAtMost = 5

/** A movable feast on the day that was announced, with the days that follow it. */
export const confirmHoliday = command({
  name: "holiday.confirm",
  needs: "plan.edit",
  sees: seenHoliday,
  input: endpoints.confirmHoliday.body.extend({ id }),

  async run({ tx, business, actor, now, tell }, { id: holidayId, date }) {
    const { code, day, movable } = await queries.lockHoliday(tx, { id: holidayId })
    if (!movable) refuse("holiday_is_fixed")
    const byDays = Temporal.PlainDate.from(day).until(date).days
    if (Math.abs(byDays) > daysOffAtMost) refuse("holiday_too_far", { estimate: day })

    const feast = code.replace(/-\d$/, "")
    const moved = await queries.moveFeast(tx, { feast, around: day, byDays, confirmedBy: actorId(actor), now })
    const dates = moved.map((feastDay) => feastDay.day).sort()
    const { visits } = await queries.countVisitsOn(tx, { days: dates, zone: business.zone })
    tell("holiday.changed", { facts: { holidayId, date } })
    return { dates, visits }
  },
})

/** The public holidays of a year of the country. What is there already stays as it is, confirmed or moved. */
export const writeHolidays = command({
  name: "holiday.write",
  needs: "plan.edit",
  input: endpoints.writeHolidays.body,

  async run({ tx, business, tell }, { year }) {
    const holidays = holidaysOf(business, year).map((holiday) => ({ ...holiday, day: holiday.day.toString() }))
    const added = await queries.insertHolidays(tx, { businessId: business.id, holidays })
    if (added > 0) tell("holidays.written", { facts: { year, added } })
    return { added }
  },
})
