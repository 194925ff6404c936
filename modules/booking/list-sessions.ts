import { command } from "#kernel/command.ts"
import { wireMoney } from "#kernel/contract.ts"
import { inLanguage } from "./appointment-view.ts"
import { endpoints } from "./contract.ts"
import * as queries from "./queries/waiting.ts"

/** Sessions to come, and how many seats each has left: counted as the house, since visitors do not see who holds some. */
export const listSessions = command({
  name: "booking.list-sessions",
  needs: "slots.find",
  input: endpoints.listGroupSessions.query,

  async run({ tx, business, now }, { faultType, locale }) {
    const money = (minor: number | null) => (minor === null ? null : wireMoney(minor, business.currency))
    const sessions = await queries.listSessions(tx, { now, faultType: faultType ?? null })
    return {
      items: sessions.map(({ name, startsAt, endsAt, priceMinor, depositMinor, ...session }) => ({
        ...session,
        name: inLanguage(name, locale),
        startsAt: startsAt.toString(),
        endsAt: endsAt.toString(),
        price: money(priceMinor),
        deposit: money(depositMinor),
      })),
    }
  },
})
