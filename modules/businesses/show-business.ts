import { type Answered, wireMoney } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { endpoints } from "./contract.ts"
import { openingAt, weekdays } from "./opening-hours.ts"
import type { Profile } from "./profile.ts"
import * as queries from "./queries.ts"

type View = Answered<typeof endpoints.showBusiness>

/** The public side of a business; bank details stay with the documents that need them. */
export const showBusiness = query({
  name: "businesses.show",
  needs: "business.read",
  input: endpoints.showBusiness.query,

  async run({ tx, now }, { locale }): Promise<View> {
    const { profile, hosts: _hosts, locales, features, ...business } = await queries.findThis(tx, {})
    const { contacts, legal, accent, mark } = profile
    return {
      ...business,
      locales: [...locales],
      features: [...features],
      look: { mark, ...accent },
      trade: profile.trade[locale],
      tagline: profile.tagline[locale],
      description: profile.description[locale],
      hours: { week: weekOf(profile), ...hoursNow(now, { hours: profile.hours, zone: business.zone }) },
      contacts: { ...contacts, address: contacts.address[locale], city: contacts.city[locale] },
      coming: profile.coming.map(({ name, about }) => ({ name: name[locale], about: about[locale] })),
      legal: legalView(legal, business.currency),
    }
  },
})

function weekOf({ hours }: Profile): View["hours"]["week"] {
  return weekdays.map((weekday) => {
    const [opens, closes] = hours[weekday] ?? [null, null]
    return { weekday, opens, closes }
  })
}

function hoursNow(now: Temporal.Instant, clock: { hours: Profile["hours"]; zone: string }) {
  const { isOpen, changesAt } = openingAt(now, clock)
  return { isOpen, changesAt: changesAt?.toString() ?? null }
}

function legalView(legal: Profile["legal"], currency: View["currency"]): View["legal"] {
  const { name, form, capitalMinor, director, host, registrations } = legal
  const capital = capitalMinor === null ? null : wireMoney(capitalMinor, currency)
  return { name, form, capital, director, host, registrations }
}
