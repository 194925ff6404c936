import type { Translated } from "#kernel/contract.ts"
import {
  arrayOf,
  bigint,
  boolean,
  currency,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  text,
  uuid,
} from "#kernel/database/column.ts"
import { count, many, maybe, statement } from "#kernel/database/statement.ts"
import { communeOf } from "../queries/communes.ts"

const status = oneOf("held", "requested", "confirmed", "done", "cancelled", "no_show", "expired")

const visitColumns = {
  id: uuid,
  number: text,
  locale: oneOf("fr", "ar", "en"),
  status,
  technicianName: nullable(text),
  technicianAccountId: nullable(uuid),
  startsAt: instant,
  endsAt: instant,
  startedAt: nullable(instant),
  finishedAt: nullable(instant),
  customerName: text,
  customerPhone: text,
  customerEmail: nullable(text),
  commune: nullable(json<Translated>()),
  address: text,
  landmark: text,
  notes: text,
  boiler: nullable(text),
  faultName: json<Translated>(),
  currency,
  priceMinor: nullable(bigint),
  vatPercent: integer,
  lateMinutes: nullable(integer),
  isAcknowledged: boolean,
} as const

const visitList = `a.id, d.number, d.locale, a.status, t.name as technician_name, t.account_id as technician_account_id,
  a.starts_at, a.ends_at, a.started_at, a.finished_at, a.customer_name, a.customer_phone, a.customer_email,
  ${communeOf("a")} as commune, coalesce(a.address, '') as address, coalesce(a.landmark, '') as landmark,
  coalesce(a.notes, '') as notes, br.name || ' ' || b.name as boiler, f.name as fault_name, a.currency, a.price_minor, a.vat_percent,
  a.late_minutes, a.acknowledged_at is not null as is_acknowledged`
const visits = `guichet.appointments a
  join guichet.dossiers d on d.business_id = a.business_id and d.id = a.dossier_id
  join guichet.fault_types f on f.business_id = a.business_id and f.id = a.fault_type_id
  left join guichet.technicians t on t.business_id = a.business_id and t.id = a.technician_id
  left join guichet.boilers b on b.business_id = a.business_id and b.id = a.boiler_id
  left join guichet.brands br on br.business_id = b.business_id and br.id = b.brand_id`

/** Its dossier is locked before (data rule 9). */
export const lockVisit = statement("booking.lock-visit", {
  takes: { id: uuid },
  gives: maybe(visitColumns),
  sql: `select ${visitList} from ${visits} where a.id = :id for no key update of a`,
})
export type Visited = NonNullable<Awaited<ReturnType<typeof lockVisit>>>

export const visitsOfDay = statement("booking.visits-of-day", {
  takes: { from: instant, to: instant, accountId: nullable(uuid) },
  gives: many(visitColumns),
  sql: `select ${visitList} from ${visits}
    where a.starts_at >= :from and a.starts_at < :to and a.status in ('confirmed', 'done', 'no_show')
      and (:accountId is null or t.account_id = :accountId)
    order by a.starts_at, a.id`,
})

export const technicianOf = statement("booking.technician-of-account", {
  takes: { accountId: uuid },
  gives: maybe({ id: uuid, name: text }),
  sql: "select id, name from guichet.technicians where account_id = :accountId",
})

export const startVisit = statement("booking.start-visit", {
  takes: { id: uuid, at: instant },
  gives: count,
  sql: "update guichet.appointments set started_at = :at where id = :id and status = 'confirmed' and started_at is null",
})

export const completeVisit = statement("booking.complete-visit", {
  takes: { id: uuid, at: instant },
  gives: count,
  sql: `update guichet.appointments set status = 'done', finished_at = greatest(:at, started_at)
    where id = :id and status = 'confirmed' and started_at is not null`,
})

const partColumns = {
  id: uuid,
  appointmentId: uuid,
  variantId: uuid,
  sku: text,
  name: json<Translated>(),
  quantity: integer,
  unitPriceMinor: bigint,
  totalMinor: bigint,
  vatPercent: integer,
} as const
const partList = "id, appointment_id, variant_id, sku, name, quantity, unit_price_minor, total_minor, vat_percent"

export const partsOf = statement("booking.parts-of-visits", {
  takes: { appointmentIds: arrayOf(uuid) },
  gives: many(partColumns),
  sql: `select ${partList} from guichet.visit_parts
    where appointment_id = any(:appointmentIds) and returned_at is null order by used_at, id`,
})
export type UsedPart = Awaited<ReturnType<typeof partsOf>>[number]

export const insertPart = statement("booking.insert-visit-part", {
  takes: {
    businessId: uuid,
    id: uuid,
    appointmentId: uuid,
    variantId: uuid,
    sku: text,
    name: json<Translated>(),
    quantity: integer,
    unitPriceMinor: bigint,
    totalMinor: bigint,
    vatPercent: integer,
    usedBy: nullable(uuid),
    usedAt: instant,
  },
  gives: count,
  sql: `insert into guichet.visit_parts (business_id, id, appointment_id, variant_id, sku, name, quantity, unit_price_minor, total_minor,
      vat_percent, used_by, used_at)
    values (:businessId, :id, :appointmentId, :variantId, :sku, :name, :quantity, :unitPriceMinor, :totalMinor,
      :vatPercent, :usedBy, :usedAt)`,
})

export const findPart = statement("booking.find-visit-part", {
  takes: { id: uuid, appointmentId: uuid },
  gives: maybe({ variantId: uuid, quantity: integer, isReturned: boolean }),
  sql: `select variant_id, quantity, returned_at is not null as is_returned from guichet.visit_parts
    where id = :id and appointment_id = :appointmentId`,
})

export const returnPart = statement("booking.return-visit-part", {
  takes: { id: uuid, returnedAt: instant },
  gives: count,
  sql: "update guichet.visit_parts set returned_at = :returnedAt where id = :id and returned_at is null",
})

export const reportsOf = statement("booking.reports-of-visits", {
  takes: { appointmentIds: arrayOf(uuid) },
  gives: many({ appointmentId: uuid, workDone: text, labourMinor: bigint, signedName: nullable(text) }),
  sql: `select appointment_id, work_done, labour_minor, signed_name from guichet.visit_reports
    where appointment_id = any(:appointmentIds)`,
})
export type Report = Awaited<ReturnType<typeof reportsOf>>[number]

/** Written again, it says the new; a signature that was given stays where the new brings none. */
export const saveReport = statement("booking.save-visit-report", {
  takes: {
    businessId: uuid,
    appointmentId: uuid,
    workDone: text,
    labourMinor: bigint,
    signedName: nullable(text),
    signature: nullable(text),
    signedAt: nullable(instant),
    writtenBy: nullable(uuid),
    writtenAt: instant,
  },
  gives: count,
  sql: `insert into guichet.visit_reports as r (business_id, appointment_id, work_done, labour_minor, signed_name, signature, signed_at,
      written_by, written_at)
    values (:businessId, :appointmentId, :workDone, :labourMinor, :signedName, :signature, :signedAt, :writtenBy, :writtenAt)
    on conflict (business_id, appointment_id) do update
      set work_done = excluded.work_done, labour_minor = excluded.labour_minor,
        signed_name = coalesce(excluded.signed_name, r.signed_name), signature = coalesce(excluded.signature, r.signature),
        signed_at = coalesce(excluded.signed_at, r.signed_at), written_by = excluded.written_by, written_at = excluded.written_at`,
})

/** Two look-ups by index, of the customer's and of the address's, instead of one that has none. */
export const historyOf = statement("booking.history-of-visits", {
  takes: { appointmentIds: arrayOf(uuid) },
  gives: many({
    appointmentId: uuid,
    startsAt: instant,
    faultName: json<Translated>(),
    technicianName: nullable(text),
    workDone: nullable(text),
    parts: json<readonly { readonly quantity: number; readonly name: Translated }[]>(),
  }),
  sql: `select a.id as appointment_id, p.starts_at, f.name as fault_name, t.name as technician_name, r.work_done,
      coalesce((select jsonb_agg(jsonb_build_object('quantity', v.quantity, 'name', v.name) order by v.used_at, v.id)
        from guichet.visit_parts v
        where v.business_id = p.business_id and v.appointment_id = p.id and v.returned_at is null), '[]') as parts
    from guichet.appointments a
    cross join lateral (
      select o.* from (
        (select c.business_id, c.id, c.starts_at, c.fault_type_id, c.technician_id from guichet.appointments c
          where c.business_id = a.business_id and c.customer_id = a.customer_id and c.status = 'done' and c.starts_at < a.starts_at
          order by c.starts_at desc limit 5)
        union
        (select h.business_id, h.id, h.starts_at, h.fault_type_id, h.technician_id from guichet.appointments h
          where h.business_id = a.business_id and h.commune = a.commune and h.address = a.address and h.status = 'done'
            and h.starts_at < a.starts_at
          order by h.starts_at desc limit 5)
      ) o order by o.starts_at desc limit 5
    ) p
    join guichet.fault_types f on f.business_id = p.business_id and f.id = p.fault_type_id
    left join guichet.technicians t on t.business_id = p.business_id and t.id = p.technician_id
    left join guichet.visit_reports r on r.business_id = p.business_id and r.appointment_id = p.id
    where a.id = any(:appointmentIds)
    order by p.starts_at desc`,
})
