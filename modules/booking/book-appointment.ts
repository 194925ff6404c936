import type * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { type Job, job } from "#kernel/events.ts"
import type { Ids } from "#kernel/idempotency.ts"
import { newId, newNumber } from "#kernel/ids.ts"
import { hashOf } from "#kernel/secrets.ts"
import { isPast } from "#kernel/time.ts"
import { adoptPhotos } from "#modules/documents/index.ts"
import { kinds, newLink, tokenOf } from "#modules/dossiers/index.ts"
import { depositUntil, expiresAt } from "./appointment.ts"
import { bookAppointmentInput } from "./contract.ts"
import { entryOf } from "./holder.ts"
import * as queries from "./queries/book.ts"
import { type Hold, lockHold } from "./queries/holds.ts"
import { refuse } from "./refusals.ts"
import { reminderJobs } from "./remind.ts"

type Input = z.output<typeof bookAppointmentInput>

/** What the visitor gets back; `attemptId` is there while a gateway has to be asked where to pay the deposit. */
export type BookedAppointment = {
  readonly appointmentId: string
  readonly number: string
  readonly token: string
  readonly status: Awaited<ReturnType<typeof queries.findBooked>>["status"]
  readonly attemptId: string | null
}

/** The hot path: like placing an order it writes the rows of dossier and payment request itself (decision 0005). */
export const bookAppointment = command({
  name: "appointment.book",
  needs: "appointments.book",
  input: bookAppointmentInput,

  finds: ({ tx, business }, { holdToken }) => lockHold(tx, { businessId: business.id, hash: hashOf(holdToken) }),

  async run(acting, input, hold): Promise<BookedAppointment> {
    const { now } = acting
    if (hold === null || hold.isBooked || hold.holdUntil === null || isPast(hold.holdUntil, now))
      return refuse("hold_expired")

    return booked(acting, { hold, input, status: statusOf(hold) })
  },

  replay: bookedAgain,
})

/** The answer of a booking that was sent twice, as it stands now. */
export async function bookedAgain(
  { kernel, tx, business }: Acting,
  { appointmentId = "", attemptId }: Ids,
): Promise<BookedAppointment> {
  const { number, status, linkGeneration, linkKeyVersion } = await queries.findBooked(tx, { id: appointmentId })
  const link = { dossierId: appointmentId, generation: linkGeneration, keyVersion: linkKeyVersion }
  const token = tokenOf(kernel, { businessId: business.id, ...link })
  return { appointmentId, number, token, status, attemptId: attemptId ?? null }
}

/** A deposit comes before everything, and what staff must look at before it stands. */
function statusOf({ depositMinor, needsApproval }: Hold): "held" | "requested" | "confirmed" {
  if (depositMinor !== null) return "held"
  return needsApproval ? "requested" : "confirmed"
}

type Booking = {
  readonly hold: Hold
  readonly input: Omit<Input, "holdToken" | "boiler"> & { readonly boiler?: string | undefined }
  readonly status: "held" | "requested" | "confirmed"
}

/** The hold is locked and live. */
export async function booked(acting: Acting, booking: Booking): Promise<BookedAppointment> {
  const { hold, input, status } = booking
  const { tx, tell, last, made } = acting
  if (status !== "confirmed") await checkUnconfirmed(acting, input.customer.phone)
  const { row, token } = rowOf(acting, booking)
  const { id: appointmentId, number, attemptId } = row
  if (hold.hasPhotos) {
    await queries.insertBooked(tx, row)
    await adoptPhotos(tx, appointmentId)
  } else last(queries.insertBooked.prepared(row))

  tell(status === "requested" ? "appointment.requested" : "appointment.booked", {
    dossierId: appointmentId,
    audience: "customer",
    facts: { appointmentId, status, startsAt: hold.startsAt.toString() },
    jobs: jobsOf(row, { ...hold, consentsToReminders: input.consentsToReminders }),
  })
  made(attemptId === null ? { appointmentId } : { appointmentId, attemptId })
  return { appointmentId, number, token, status, attemptId }
}

/** One number asks for one visit at a time, until we or its deposit have confirmed it. */
async function checkUnconfirmed({ tx, business, now }: Acting, phone: string): Promise<void> {
  const asker = { businessId: business.id, phone }
  const [, { waiting }] = await Promise.all([
    queries.lockPhone(tx, asker),
    queries.countUnconfirmed(tx, { ...asker, now }),
  ])
  if (waiting > 0) refuse("requests_at_most")
}

function rowOf({ kernel, business, now }: Acting, { hold, input, status }: Booking) {
  const { customer, address, landmark, notes, boiler, consentsToReminders, locale } = input
  const link = newLink(kernel, { businessId: business.id, dossierId: hold.id })
  const row = {
    businessId: business.id,
    id: hold.id,
    number: newNumber(kinds.appointment),
    locale,
    now,
    status,
    holdUntil: status === "held" ? depositUntil(now) : null,
    linkKeyVersion: link.keyVersion,
    linkHash: link.hash,
    newCustomerId: newId(),
    name: customer.name,
    phone: customer.phone,
    email: customer.email ?? null,
    address,
    landmark,
    notes,
    boiler: boiler ?? null,
    consentsToReminders,
    termsVersion: hold.termsVersion,
    entryId: entryOf(hold.holder),
    currency: business.currency,
    depositMinor: hold.depositMinor,
    requestId: newId(),
    attemptId: status === "held" ? newId() : null,
  }
  return { row, token: link.token }
}

type Waiting = Pick<Hold, "id" | "startsAt"> & { readonly consentsToReminders: boolean }

/** A deposit that is awaited has its end; only what is confirmed is reminded of. */
function jobsOf({ attemptId, holdUntil, status }: ReturnType<typeof rowOf>["row"], visit: Waiting): Job[] {
  if (attemptId !== null && holdUntil !== null) {
    return [job("payments.start", attemptId), job("booking.expire", visit.id, expiresAt(holdUntil))]
  }
  return status === "confirmed" ? reminderJobs(visit) : []
}
