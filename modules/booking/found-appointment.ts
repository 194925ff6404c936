import type { Acting } from "#kernel/command.ts"
import * as queries from "./queries/appointments.ts"

/** A booked appointment, locked for this transaction after its dossier. */
export async function lockedAppointment({ tx }: Pick<Acting, "tx">, id: string): Promise<queries.Appointment> {
  const appointment = await queries.lockAppointment(tx, { id })
  if (appointment === null) throw new Error(`appointment ${id} was seen and is gone`)
  return appointment
}
