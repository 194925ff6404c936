import * as z from "zod"
import { command } from "#kernel/command.ts"
import { errand } from "#kernel/errand.ts"
import { isPast } from "#kernel/time.ts"
import { endHold } from "./queries/holds.ts"
import * as queries from "./queries/waiting.ts"
import { offerFreed } from "./waiting-list.ts"

/** Not taken in time: the entry had its turn, and the next one has its own. */
const passOn = command({
  name: "waiting.pass-on",
  needs: "system.follow",
  input: z.object({ appointmentId: z.uuid() }),

  async run(acting, { appointmentId }) {
    const { tx, business, now, tell } = acting
    const offered = await queries.findOffered(tx, { id: appointmentId })
    if (offered === null || (offered.holdUntil !== null && !isPast(offered.holdUntil, now))) return

    await endHold(tx, { businessId: business.id, id: appointmentId })
    if ((await queries.endOffer(tx, { businessId: business.id, appointmentId })) === 0) return
    tell("waiting.passed-on", { facts: { appointmentId } })
    await offerFreed(acting, offered)
  },
})

/** At the end of an offer: looks whether it was taken. */
export const endOffer = errand({
  name: "booking.end-offer",
  leaseMs: 60_000,
  claim: ({ tx, subjectId }) => queries.findOffered(tx, { id: subjectId }),
  call: async () => null,
  async record(acting, { loaded }) {
    await passOn.within(acting, { appointmentId: loaded.id })
    return undefined
  },
  onUnknown: async () => null,
})
