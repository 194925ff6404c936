import { arrayOf, instant, integer, nullable, oneOf, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, one, statement } from "#kernel/database/statement.ts"

const takenBy = oneOf("customer", "staff")
const photoColumns = {
  id: uuid,
  appointmentId: uuid,
  width: integer,
  height: integer,
  takenBy,
  addedAt: instant,
} as const
const photoList = "id, appointment_id, width, height, taken_by, added_at"

export const photosOf = statement("documents.photos-of", {
  takes: { appointmentIds: arrayOf(uuid) },
  gives: many(photoColumns),
  sql: `select ${photoList} from guichet.photos where appointment_id = any(:appointmentIds) order by added_at, id`,
})

export const findPhoto = statement("documents.find-photo", {
  takes: { id: uuid, appointmentId: uuid },
  gives: maybe(photoColumns),
  sql: `select ${photoList} from guichet.photos where id = :id and appointment_id = :appointmentId`,
})

export const countPhotos = statement("documents.count-photos", {
  takes: { appointmentId: uuid, takenBy },
  gives: one({ taken: integer }),
  sql: `select count(*)::integer as taken from guichet.photos where appointment_id = :appointmentId and taken_by = :takenBy`,
})

/** The same photo sent twice is one. */
export const insertPhoto = statement("documents.insert-photo", {
  takes: {
    businessId: uuid,
    id: uuid,
    dossierId: nullable(uuid),
    appointmentId: uuid,
    takenBy,
    accountId: nullable(uuid),
    width: integer,
    height: integer,
    bytes: integer,
    addedAt: instant,
  },
  gives: count,
  sql: `insert into guichet.photos (business_id, id, dossier_id, appointment_id, taken_by, account_id, width, height, bytes, added_at)
    values (:businessId, :id, :dossierId, :appointmentId, :takenBy, :accountId, :width, :height, :bytes, :addedAt)
    on conflict (business_id, id) do nothing`,
})

/** What a hold has becomes its dossier's, once it is booked. */
export const adoptPhotos = statement("documents.adopt-photos", {
  takes: { appointmentId: uuid },
  gives: count,
  sql: "update guichet.photos set dossier_id = appointment_id where appointment_id = :appointmentId and dossier_id is null",
})
