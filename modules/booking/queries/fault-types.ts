import { bigint, boolean, integer, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { many, maybe, one, statement } from "#kernel/database/statement.ts"

const locale = oneOf("fr", "ar", "en")
const named = (column: string) => `coalesce(${column} ->> :locale, ${column} ->> 'fr')`

const columns = {
  id: uuid,
  slug: text,
  name: text,
  about: text,
  durationMinutes: integer,
  priceMinor: nullable(bigint),
  depositMinor: nullable(bigint),
  needsApproval: boolean,
  photosAtMost: integer,
  cutoffMinutes: integer,
  lateFeeMinor: bigint,
  inSessions: boolean,
} as const
const list = `f.id, f.slug, ${named("f.name")} as name, ${named("f.about")} as about, f.duration_minutes, f.price_minor,
  f.deposit_minor, f.needs_approval, f.photos_at_most, f.cutoff_minutes, f.late_fee_minor, f.in_sessions`

/** What can be asked for, in the order of the business. */
export const listFaultTypes = statement("booking.list-fault-types", {
  takes: { locale },
  gives: many(columns),
  sql: `select ${list} from guichet.fault_types f where f.active order by f.position, f.id`,
})

/** Of what is held already, whether it can still be asked for or not. */
export const showFaultType = statement("booking.show-fault-type", {
  takes: { id: uuid, locale },
  gives: one(columns),
  sql: `select ${list} from guichet.fault_types f where f.id = :id`,
})

/** By slug or id. */
export const findFaultType = statement("booking.find-fault-type", {
  takes: { faultType: text },
  gives: maybe({ id: uuid, inSessions: boolean }),
  sql: "select f.id, f.in_sessions from guichet.fault_types f where f.active and :faultType in (f.slug, f.id::text)",
})

/** The zone of a commune, by the key of its name. */
export const findZone = statement("booking.find-zone", {
  takes: { key: text },
  gives: maybe({ zoneId: uuid }),
  sql: "select c.zone_id from guichet.zone_communes c where c.key = :key",
})

/** A commune stands here once, however many ways there are to write it. */
export const listServiceAreas = statement("booking.list-service-areas", {
  takes: { locale },
  gives: many({ zoneId: uuid, zone: text, commune: text }),
  sql: `select z.id as zone_id, ${named("z.name")} as zone, ${named("c.name")} as commune
    from guichet.zones z
    join guichet.zone_communes c on c.zone_id = z.id
    group by z.id, z.position, z.name, c.name order by z.position, z.id, c.name ->> 'fr'`,
})
