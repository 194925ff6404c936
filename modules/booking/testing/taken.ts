import { idOf, newId } from "#kernel/ids.ts"
import { type House, maison } from "../../../checks/testing/house.ts"
import { planId, put } from "./plan.ts"

type Taken = {
  /** On the wall clock of the business. */
  readonly day: string
  readonly from: string
  readonly to: string
  /** What is blocked before and after, in minutes: what a verb would have written. */
  readonly lead?: number
  readonly tail?: number
  readonly technicianId?: string
  readonly zone?: "centre" | "est"
  readonly status?: "requested" | "confirmed" | "done"
  /** A hold that nobody has booked, until so many minutes from now. */
  readonly holdMinutes?: number
}

/** An instant by the wall clock of the small house. */
export const at = (day: string, time: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(maison.zone).toInstant()

/** A technician's time of the small plan that is somebody's already. Answers the appointment's id. */
export async function taken(house: Pick<House, "owner" | "clock">, wanted: Taken): Promise<string> {
  const { day, from, to, lead = 10, tail = 15, technicianId = planId("technician", "amine"), zone = "centre" } = wanted
  const id = newId()
  const [starts, ends] = [at(day, from), at(day, to)]
  await put(house, "appointments", {
    id,
    fault_type_id: planId("fault-type", "panne"),
    technician_id: technicianId,
    zone_id: planId("zone", zone),
    starts_at: starts.toString(),
    ends_at: ends.toString(),
    blocked_from: starts.subtract({ minutes: lead }).toString(),
    blocked_to: ends.add({ minutes: tail }).toString(),
    currency: "DZD",
    vat_percent: 19,
    held_at: house.clock.now.toString(),
    ...(wanted.holdMinutes === undefined
      ? { status: wanted.status ?? "confirmed", ...(await bookedBy(house, id)) }
      : { status: "held", hold_until: house.clock.now.add({ minutes: wanted.holdMinutes }).toString() }),
  })
  return id
}

/** The columns of a booked appointment, whose dossier and customer are put first. */
async function bookedBy(house: Pick<House, "owner" | "clock">, id: string) {
  const now = house.clock.now.toString()
  const customer = { id: idOf(maison.slug, "customer"), name: "Nadia", phone: "+213550123456" }
  await house.owner.query(
    `insert into guichet.customers (business_id, id, name, phone, locale, created_at) values ($1, $2, $3, $4, 'fr', $5)
     on conflict do nothing`,
    [maison.id, customer.id, customer.name, customer.phone, now],
  )
  await put(house, "dossiers", {
    id,
    kind: "appointment",
    number: id,
    customer_id: customer.id,
    locale: "fr",
    link_key_version: 1,
    link_hash: `\\x${id.replaceAll("-", "")}`,
    opened_at: now,
  })
  const named = { customer_id: customer.id, customer_name: customer.name, customer_phone: customer.phone }
  return { dossier_id: id, booked_at: now, ...named }
}
