import { arrayOf, integer, uuid } from "#kernel/database/column.ts"
import { one, statement } from "#kernel/database/statement.ts"
import type { Sight } from "#kernel/sight.ts"

const countAppointments = statement("booking.count-appointments", {
  takes: { ids: arrayOf(uuid) },
  gives: one({ visible: integer }),
  sql: "select count(*)::integer as visible from guichet.appointments where id = any(:ids) and dossier_id is not null",
})

/** An appointment that somebody has booked, as far as the visitor's scope shows it; holds are nobody's. */
export function seenAppointment(id: string): Sight {
  return { ids: [id], counted: countAppointments }
}
