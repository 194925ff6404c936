import type * as z from "zod"
import type { Visit } from "#kernel/command.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { runNow } from "#kernel/errand.ts"
import { shared } from "#kernel/query.ts"
import { routes } from "#kernel/routes.ts"
import { paymentOf, startPayment } from "#modules/payments/index.ts"
import { bookAppointment } from "./book-appointment.ts"
import { endpoints, type holdSeatsInput } from "./contract.ts"
import { findSlots } from "./find-slots.ts"
import { holdSeats, holdSlot } from "./hold-slot.ts"
import { listFaultTypes } from "./list-fault-types.ts"
import { listServiceAreas } from "./list-service-areas.ts"
import { showAppointment } from "./show-appointment.ts"
import { releaseHold, showHold } from "./show-hold.ts"

/** Where the payment of the deposit stands, seen as the guest of this very appointment. */
function depositSeen({ kernel, business }: Visit, dossierId: string) {
  const opening = { businessId: business.id, actor: { scope: "guest", dossierId }, readOnly: true } as const
  return inTransaction(kernel.pool, opening, (tx) => paymentOf(tx, dossierId, "deposit"))
}

/** Asks the gateway where to pay while the visitor waits, four seconds at most; the worker goes on with what is left. */
async function startedDeposit(visit: Visit, { id, attemptId }: { id: string; attemptId: string }) {
  await runNow(startPayment, { kernel: visit.kernel, business: visit.business, subjectId: attemptId })
  const payment = await depositSeen(visit, id)
  return { status: payment?.status ?? "starting", redirectUrl: payment?.redirectUrl ?? null }
}

/** Told apart before either verb parses it, so that each says what is wrong with its own fields. */
function wantsSeats(body: object): body is z.input<typeof holdSeatsInput> {
  return "sessionId" in body
}

export const bookingRoutes = routes(
  {
    listFaultTypes: endpoints.listFaultTypes,
    listServiceAreas: endpoints.listServiceAreas,
    findSlots: endpoints.findSlots,
    holdSlot: endpoints.holdSlot,
    showHold: endpoints.showHold,
    releaseHold: endpoints.releaseHold,
    bookAppointment: endpoints.bookAppointment,
    showAppointment: endpoints.showAppointment,
  },
  {
    listFaultTypes: shared((visit, { query }) => listFaultTypes(visit, query)),
    listServiceAreas: shared((visit, { query }) => listServiceAreas(visit, query)),
    findSlots: shared((visit, { query }) => findSlots(visit, query)),
    holdSlot: (visit, { body }) => (wantsSeats(body ?? {}) ? holdSeats(visit, body) : holdSlot(visit, body)),
    showHold: (visit, { params, query }) => showHold(visit, { ...params, ...query }),
    releaseHold: (visit, { params }) => releaseHold(visit, params),
    async bookAppointment(visit, { body }) {
      const { appointmentId: id, token, number, status, attemptId } = await bookAppointment(visit, body)
      const payment = attemptId === null ? null : await startedDeposit(visit, { id, attemptId })
      return { token, number, status, payment }
    },
    showAppointment: (visit, { query }) => showAppointment(visit, query),
  },
)
