import { routes } from "#kernel/routes.ts"
import { cancelAppointment } from "../cancel-appointment.ts"
import { endpoints } from "../contract-desk.ts"
import { approveAppointment, refuseAppointment } from "./approve-request.ts"
import { bookForCaller } from "./book-for-caller.ts"
import { markMissed } from "./miss-appointment.ts"
import { moveAppointment } from "./move-appointment.ts"
import { listRequests, showDeskAppointment } from "./show-desk.ts"

export const deskBookingRoutes = routes(endpoints, {
  showDeskAppointment: (visit, { params, query }) => showDeskAppointment(visit, { ...params, ...query }),
  listRequests: (visit, { query }) => listRequests(visit, query),
  async bookForCaller(visit, { body }) {
    const { appointmentId: id, number, status, token } = await bookForCaller(visit, body)
    return { id, number, status, token }
  },
  moveAppointment: (visit, { params, body }) => moveAppointment(visit, { ...params, ...body }),
  approveAppointment: (visit, { params, body }) => approveAppointment(visit, { ...params, ...body }),
  refuseAppointment: (visit, { params, body }) => refuseAppointment(visit, { ...params, ...body }),
  async cancelDeskAppointment(visit, { params, body }) {
    const { status } = await cancelAppointment(visit, { ...params, ...body })
    return { status }
  },
  markMissed: (visit, { params }) => markMissed(visit, params),
})
