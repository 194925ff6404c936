import type { Business } from "#kernel/actor.ts"
import { idOf, newId } from "#kernel/ids.ts"
import { hashOf, newToken } from "#kernel/secrets.ts"
import { type House, maison } from "../../../checks/testing/house.ts"

const idIn = ({ slug }: Business, ...words: string[]) => idOf(slug, ...words)

/** Whoever signs in as `technician` of the small house, and another one, who has no account. */
export const technicianOf = (business: Business = maison) => idIn(business, "technician", "own")
export const otherTechnicianOf = (business: Business = maison) => idIn(business, "technician", "other")

type Insert = (table: string, row: Readonly<Record<string, unknown>>) => Promise<unknown>

function inserter({ owner }: Pick<House, "owner">, business: Business): Insert {
  return (table, row) => {
    const all = Object.entries({ business_id: business.id, ...row })
    const marks = all.map((_, i) => `$${i + 1}`).join(", ")
    const names = all.map(([name]) => name).join(", ")
    return owner.query(
      `insert into guichet.${table} (${names}) values (${marks})`,
      all.map(([, value]) => value),
    )
  }
}

/** What a plan needs at least: a skill, a zone, two technicians and two fault types (one priced, one by quote). */
export async function openWorkshop(house: House, business: Business = maison): Promise<void> {
  const insert = inserter(house, business)
  const id = (...words: string[]) => idIn(business, ...words)
  const name = JSON.stringify({ fr: "Panne", ar: "عطل", en: "Fault" })
  await insert("skills", { id: id("skill"), slug: "gaz", name })
  await insert("zones", { id: id("zone"), slug: "est", name, position: 0 })
  const technician = { base_zone_id: id("zone"), position: 0 }
  await insert("technicians", {
    ...technician,
    id: technicianOf(business),
    account_id: id("account", "technician"),
    name: "Yacine",
  })
  await insert("technicians", { ...technician, id: otherTechnicianOf(business), name: "Samir" })
  for (const [slug, price] of [
    ["entretien", 450_000],
    ["panne", null],
  ] as const) {
    await insert("fault_types", {
      id: id("fault-type", slug),
      slug,
      name,
      about: name,
      skill_id: id("skill"),
      duration_minutes: 60,
      step_minutes: 30,
      price_minor: price,
      vat_percent: 19,
      photos_at_most: 2,
      position: 0,
    })
  }
}

type Wanted = {
  readonly business?: Business
  readonly technicianId?: string
  readonly status?: "requested" | "confirmed" | "cancelled"
  readonly faultType?: "entretien" | "panne"
  /** Local time of the day on which the house's clock starts. */
  readonly startsAt?: string
  readonly phone?: string
}

/** A visit that somebody has booked, written as its owner would find it. */
export async function booked(house: House, wanted: Wanted = {}): Promise<string> {
  const { business = maison, technicianId = technicianOf(business), status = "confirmed" } = wanted
  const { faultType = "entretien", startsAt = "2026-11-20T09:00:00Z", phone = "+213550123456" } = wanted
  const insert = inserter(house, business)
  const starts = Temporal.Instant.from(startsAt)
  const ends = starts.add({ hours: 1 })
  const id = newId()
  const customerId = idIn(business, "customer", phone)
  const known = await house.owner.query("select from guichet.customers where id = $1", [customerId])
  if (known.rowCount === 0) {
    const named = { name: "Nadia Benali", phone, locale: "fr", created_at: starts.toString() }
    await insert("customers", { id: customerId, ...named })
  }
  await insert("dossiers", {
    id,
    kind: "appointment",
    number: `RDV-${id.slice(-8).toUpperCase()}`,
    customer_id: customerId,
    locale: "fr",
    link_key_version: 1,
    link_hash: hashOf(newToken()),
    opened_at: "2026-11-19T10:00:00Z",
  })
  await insert("appointments", {
    id,
    dossier_id: id,
    fault_type_id: idIn(business, "fault-type", faultType),
    technician_id: technicianId,
    zone_id: idIn(business, "zone"),
    commune: "Bab Ezzouar",
    starts_at: starts.toString(),
    ends_at: ends.toString(),
    blocked_from: starts.toString(),
    blocked_to: ends.toString(),
    status,
    customer_id: customerId,
    customer_name: "Nadia Benali",
    customer_phone: phone,
    address: "Cité 5 juillet, bât. 12",
    currency: "DZD",
    price_minor: faultType === "entretien" ? 450_000 : null,
    vat_percent: 19,
    held_at: "2026-11-19T10:00:00Z",
    booked_at: "2026-11-19T10:00:00Z",
    ...(status === "cancelled" ? { cancelled_at: "2026-11-19T11:00:00Z", cancel_code: "by_customer" } : {}),
  })
  return id
}

/** A slot that is held for ten minutes of the house's clock, and its token. */
export async function held(house: House): Promise<{ id: string; holdToken: string }> {
  const id = newId()
  const holdToken = "0123456789abcdefghjkmnpqrs"
  const starts = house.clock.now.add({ hours: 48 })
  await inserter(house, maison)("appointments", {
    id,
    fault_type_id: idIn(maison, "fault-type", "entretien"),
    technician_id: technicianOf(),
    starts_at: starts.toString(),
    ends_at: starts.add({ hours: 1 }).toString(),
    blocked_from: starts.toString(),
    blocked_to: starts.add({ hours: 1 }).toString(),
    status: "held",
    hold_until: house.clock.now.add({ minutes: 10 }).toString(),
    hold_visitor: "test",
    hold_hash: hashOf(holdToken),
    currency: "DZD",
    vat_percent: 19,
    held_at: house.clock.now.toString(),
  })
  return { id, holdToken }
}
