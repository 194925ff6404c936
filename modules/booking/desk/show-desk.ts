import * as z from "zod"
import { id, wireMoney } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { refuseUnseen } from "#kernel/sight.ts"
import { openTasksOf, tokenOf } from "#modules/dossiers/index.ts"
import { messagesOf } from "#modules/inbox/index.ts"
import { paymentOf } from "#modules/payments/index.ts"
import { inLanguage, placeIn, sharedView } from "../appointment-view.ts"
import { endpoints } from "../contract-desk.ts"
import { findAppointment } from "../queries/appointments.ts"
import * as queries from "../queries/desk.ts"
import { deskActions } from "./desk-view.ts"

type Shown = z.input<typeof endpoints.showDeskAppointment.answer>

export const showDeskAppointment = query({
  name: "booking.show-desk-appointment",
  needs: "appointments.list",
  input: z.strictObject({ id, ...endpoints.showDeskAppointment.query.shape }),

  async run({ kernel, tx, business, actor, now }, { id: appointmentId, locale }): Promise<Shown> {
    const found = await findAppointment(tx, { id: appointmentId })
    if (found === null) return refuseUnseen(actor)
    const { technicianId, technicianName, sessionId } = found
    const deposit = found.depositMinor === null ? null : await paymentOf(tx, appointmentId, "deposit")
    const link = { dossierId: appointmentId, generation: found.linkGeneration, keyVersion: found.linkKeyVersion }

    return {
      id: appointmentId,
      ...(await sharedView(tx, found, locale)),
      blockedFrom: found.blockedFrom.toString(),
      blockedTo: found.blockedTo.toString(),
      faultType: inLanguage(found.faultName, locale),
      boiler: found.boiler,
      zoneId: found.zoneId,
      isOverridden: found.overrideReason !== null,
      overrideReason: found.overrideReason,
      seats: sessionId === null ? null : await queries.seatsOf(tx, { id: sessionId }),
      technician: technicianId === null ? null : { id: technicianId, name: technicianName ?? "" },
      customer: {
        name: found.customerName,
        phone: found.customerPhone,
        email: found.customerEmail,
        ...(await queries.pastOf(tx, { customerId: found.customerId })),
      },
      deposit:
        deposit === null ? null : { amount: wireMoney(deposit.amountMinor, deposit.currency), status: deposit.status },
      messages: (await messagesOf(tx, appointmentId)).map(({ writtenAt, ...message }) => ({
        ...message,
        writtenAt: writtenAt.toString(),
      })),
      tasks: (await openTasksOf(tx, { dossierId: appointmentId })).map(({ raisedAt, ...task }) => ({
        ...task,
        raisedAt: raisedAt.toString(),
      })),
      trackingToken: tokenOf(kernel, { businessId: business.id, ...link }),
      can: deskActions(found, { permissions: kernel.permissions, actor, now }),
    }
  },
})

export const listRequests = query({
  name: "booking.list-requests",
  needs: "appointments.list",
  input: endpoints.listRequests.query,

  async run({ tx, business, now }, { locale }): Promise<z.input<typeof endpoints.listRequests.answer>> {
    const requests = await queries.listRequests(tx, { now, zone: business.zone })
    return {
      items: requests.map(({ faultName, zoneName, customerName, customerPhone, missed, ...request }) => ({
        ...request,
        startsAt: request.startsAt.toString(),
        endsAt: request.endsAt.toString(),
        askedAt: request.askedAt.toString(),
        faultType: inLanguage(faultName, locale),
        zone: zoneName === null ? "" : inLanguage(zoneName, locale),
        commune: placeIn(request.commune, locale),
        notes: request.notes ?? "",
        customer: { name: customerName, phone: customerPhone, missed },
        candidates: [...request.candidates],
      })),
    }
  },
})
