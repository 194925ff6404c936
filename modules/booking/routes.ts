import type * as z from "zod"
import type { Visit } from "#kernel/command.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { runNow } from "#kernel/errand.ts"
import { shared } from "#kernel/query.ts"
import { refuse } from "#kernel/refusals.ts"
import { routes } from "#kernel/routes.ts"
import { checkPayment, paymentOf, startPayment } from "#modules/payments/index.ts"
import { acknowledgeAppointment, reportLateness } from "./answer-appointment.ts"
import { askLink } from "./ask-link.ts"
import { bookAppointment } from "./book-appointment.ts"
import { cancelAppointment } from "./cancel-appointment.ts"
import { changePhone } from "./change-phone.ts"
import { endpoints, type holdSeatsInput } from "./contract.ts"
import { findOtherSlots } from "./find-other-slots.ts"
import { findSlots } from "./find-slots.ts"
import { holdSeats, holdSlot } from "./hold-slot.ts"
import { joinWaitingList } from "./join-waiting-list.ts"
import { listFaultTypes } from "./list-fault-types.ts"
import { listServiceAreas } from "./list-service-areas.ts"
import { listSessions } from "./list-sessions.ts"
import { payDeposit } from "./pay-deposit.ts"
import { rescheduleAppointment } from "./reschedule-appointment.ts"
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

function appointmentOf({ actor }: Visit): string {
  return actor.scope === "guest" ? actor.dossierId : refuse("not_found")
}

export const bookingRoutes = routes(endpoints, {
  listFaultTypes: shared((visit, { query }) => listFaultTypes(visit, query)),
  listServiceAreas: shared((visit, { query }) => listServiceAreas(visit, query)),
  findSlots: shared((visit, { query }) => findSlots(visit, query)),
  listGroupSessions: shared((visit, { query }) => listSessions(visit, query)),
  holdSlot: (visit, { body }) => (wantsSeats(body ?? {}) ? holdSeats(visit, body) : holdSlot(visit, body)),
  showHold: (visit, { params, query }) => showHold(visit, { ...params, ...query }),
  releaseHold: (visit, { params }) => releaseHold(visit, params),
  async bookAppointment(visit, { body }) {
    const { appointmentId: id, token, number, status, attemptId } = await bookAppointment(visit, body)
    const payment = attemptId === null ? null : await startedDeposit(visit, { id, attemptId })
    return { token, number, status, payment }
  },
  askAppointmentLink: (visit, { body }) => askLink(visit, body),
  showAppointment: (visit, { query }) => showAppointment(visit, query),
  findOtherSlots: (visit, { query }) => findOtherSlots(visit, query),
  rescheduleAppointment: (visit, { body }) => rescheduleAppointment(visit, { ...body, id: appointmentOf(visit) }),
  cancelAppointment: (visit, { body }) => cancelAppointment(visit, { ...body, id: appointmentOf(visit) }),
  acknowledgeAppointment: (visit) => acknowledgeAppointment(visit, { id: appointmentOf(visit) }),
  reportLateness: (visit, { body }) => reportLateness(visit, { ...body, id: appointmentOf(visit) }),
  changePhone: (visit, { body }) => changePhone(visit, { ...body, id: appointmentOf(visit) }),
  async payDeposit(visit) {
    const id = appointmentOf(visit)
    const { attemptId } = await payDeposit(visit, { id })
    return attemptId === null
      ? { status: "pending" as const, redirectUrl: null }
      : startedDeposit(visit, { id, attemptId })
  },
  async checkDepositPayment(visit) {
    const id = appointmentOf(visit)
    const before = await depositSeen(visit, id)
    if (before === null) return refuse("not_found")
    if (before.openAttemptId === null) return { status: before.status }

    await runNow(checkPayment, { kernel: visit.kernel, business: visit.business, subjectId: before.openAttemptId })
    return { status: (await depositSeen(visit, id))?.status ?? before.status }
  },
  joinWaitingList: (visit, { body }) => joinWaitingList(visit, body),
})
