import type * as z from "zod"
import type { Language } from "#kernel/actor.ts"
import { wireMoney } from "#kernel/contract.ts"
import { type Looking, query } from "#kernel/query.ts"
import { stampRuleOn } from "#modules/billing/index.ts"
import { joinedName, listUnits } from "#modules/catalog/index.ts"
import { photosOf } from "#modules/documents/index.ts"
import { placeIn } from "../appointment-view.ts"
import { endpoints, type myDay } from "../contract-visit.ts"
import * as queries from "./queries.ts"
import { standingOf, stateOf } from "./visit-state.ts"

type Day = z.input<typeof myDay>

/** A technician's own visits of a day, everybody's for the office, with all that a phone needs to go through it offline. */
export const showMyDay = query({
  name: "visits.my-day",
  needs: "visits.read",
  input: endpoints.showMyDay.query,

  async run(looking, { date, locale }): Promise<Day> {
    const { tx, business, actor, now } = looking
    const { zone, country } = business
    const day = date === undefined ? now.toZonedDateTimeISO(zone).toPlainDate() : Temporal.PlainDate.from(date)
    const from = day.toZonedDateTime(zone).toInstant()
    const to = day.add({ days: 1 }).toZonedDateTime(zone).toInstant()
    const account = actor.scope === "member" ? actor.accountId : ""
    const isOffice = actor.scope === "member" && actor.role !== "technician"

    const [technician, visits, units] = await Promise.all([
      isOffice ? null : queries.technicianOf(tx, { accountId: account }),
      queries.visitsOfDay(tx, { from, to, accountId: isOffice ? null : account }),
      listUnits(tx),
    ])
    return {
      date: day.toString(),
      zone,
      technician,
      visits: await dayOf(looking, { visits, language: locale }),
      stock: units.map(({ variantId, sku, name, variantName, priceMinor, available }) => ({
        variantId,
        sku,
        name: inLanguage(joinedName(name, variantName), locale),
        price: wireMoney(priceMinor, business.currency),
        available,
      })),
      stampRule: stampRuleView(stampRuleOn({ country, on: day })),
    }
  },
})

const inLanguage = (text: { fr: string; ar?: string | undefined; en?: string | undefined }, language: Language) =>
  text[language] ?? text.fr

function stampRuleView(rule: ReturnType<typeof stampRuleOn>): Day["stampRule"] {
  if (rule === null) return null
  const brackets = rule.brackets.map(({ upToMinor, dutyMinorPerStep }) => ({
    upTo: upToMinor,
    dutyPerStep: dutyMinorPerStep,
  }))
  return { step: rule.stepMinor, minimum: rule.minimumMinor, brackets }
}

type Asked = { readonly visits: readonly queries.Visited[]; readonly language: Language }

async function dayOf(looking: Looking, { visits, language }: Asked): Promise<Day["visits"]> {
  const { tx } = looking
  const appointmentIds = visits.map(({ id }) => id)
  const [photos, history] = await Promise.all([photosOf(tx, appointmentIds), queries.historyOf(tx, { appointmentIds })])
  return Promise.all(
    visits.map(async (visit) => ({
      ...(await stateOf(looking, { standing: await standingOf(looking, visit), language })),
      ...factsOf(visit, language),
      photos: photos
        .filter(({ appointmentId }) => appointmentId === visit.id)
        .map(({ id, width, height, takenBy }) => ({ id, width, height, takenBy })),
      history: history
        .filter(({ appointmentId }) => appointmentId === visit.id)
        .map(({ startsAt, faultName, technicianName, workDone, parts }) => ({
          startsAt: startsAt.toString(),
          faultType: inLanguage(faultName, language),
          technician: technicianName,
          workDone,
          parts: parts.map(({ quantity, name }) => `${quantity} × ${inLanguage(name, language)}`),
        })),
    })),
  )
}

function factsOf(visit: queries.Visited, language: Language) {
  const { number, commune, address, landmark, notes, boiler, lateMinutes, isAcknowledged, priceMinor } = visit
  return {
    number,
    startsAt: visit.startsAt.toString(),
    endsAt: visit.endsAt.toString(),
    technician: visit.technicianName,
    customer: { name: visit.customerName, phone: visit.customerPhone },
    commune: placeIn(commune, language),
    address,
    landmark,
    notes,
    boiler,
    faultType: inLanguage(visit.faultName, language),
    price: priceMinor === null ? null : wireMoney(priceMinor, visit.currency),
    lateMinutes,
    isAcknowledged,
  }
}
