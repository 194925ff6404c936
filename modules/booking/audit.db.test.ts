import { readFile } from "node:fs/promises"
import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { checkPayment, refundPayment, startPayment } from "#modules/payments/index.ts"
import { reactions } from "#modules/reactions.ts"
import { audit } from "../../apps/ops/audit.ts"
import { openHouse } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import { bookAppointment } from "./book-appointment.ts"
import { cancelAppointment } from "./cancel-appointment.ts"
import { holdSeats } from "./hold-slot.ts"
import { booking, form, later, sunday, visitor } from "./testing/customer.ts"
import { openPlan, planId, put } from "./testing/plan.ts"

const house = await openHouse()
await openPlan(house)
const payer = await openPayer(house, reactions)
const client = new pg.Client({ connectionString: house.database.superuserUrl })
await client.connect()
afterAll(() => client.end())

const checks = [
  "visits-never-overlap",
  "seats-are-what-sessions-reserve",
  "awaited-deposits-end",
  "visits-stand-on-paid-deposits",
  "visits-have-their-dossier",
  "deposits-go-back-less-the-fee",
]

/** A day as it is lived: visits, seats, a deposit that is paid, one that is awaited, one that went back less the fee. */
async function lived() {
  await booking(house, { startsAt: sunday(9) })
  await booking(house, { startsAt: sunday(9) })
  await booking(house, { faultType: "entretien", startsAt: later(sunday(9), 1) })
  const sessionId = planId("plan", "session")
  const terms = { fault_type_id: planId("fault-type", "panne"), name: { fr: "Cours" }, seats: 4 }
  await put(house, "group_sessions", { id: sessionId, ...terms, starts_at: sunday(18), ends_at: sunday(20) })
  const { holdToken } = await holdSeats(visitor(house, "pupil"), { sessionId, seats: 2 })
  await bookAppointment(visitor(house, "pupil"), form(holdToken))

  const paid = []
  for (const day of [2, 3]) {
    const { appointmentId: id, attemptId } = await booking(house, {
      faultType: "entretien",
      startsAt: later(sunday(9), day),
    })
    await payer.run(startPayment, attemptId ?? "")
    await payer.pays(attemptId ?? "", "paid")
    await payer.run(checkPayment, attemptId ?? "")
    paid.push(id)
  }
  const [id = ""] = paid
  house.clock.now = Temporal.Instant.from(later(sunday(8), 2))
  await cancelAppointment({ ...house.guest(id), kernel: payer.kernel }, { id, reason: "" })
  const [refund] = await payer.rows<{ id: string }>("select id from guichet.refunds where dossier_id = $1", [id])
  await payer.run(refundPayment, refund?.id ?? "")
}

/** Rows that a check finds once this is broken, in a transaction that is rolled back. */
async function found(check: string, breakage: string): Promise<number> {
  const sql = await readFile(new URL(`../../database/checks/${check}.sql`, import.meta.url), "utf8")
  await client.query(`begin; set local session_replication_role = replica; ${breakage}`)
  const { rows } = await client.query(sql)
  await client.query("rollback")
  return rows.length
}

const breakages: readonly [check: string, breakage: string][] = [
  [
    "visits-never-overlap",
    `alter table guichet.appointments drop constraint no_double_booking;
     update guichet.appointments set technician_id = (select min(technician_id::text)::uuid from guichet.appointments) where technician_id is not null`,
  ],
  ["seats-are-what-sessions-reserve", "update guichet.group_sessions set reserved = reserved + 1"],
  [
    "awaited-deposits-end",
    "update guichet.appointments set hold_until = now() - interval '2 days' where status = 'held' and dossier_id is not null",
  ],
  [
    "visits-stand-on-paid-deposits",
    "update guichet.appointments set status = 'confirmed', hold_until = null where status = 'held'",
  ],
  ["visits-have-their-dossier", "update guichet.dossiers set kind = 'order'"],
  ["visits-have-their-dossier", "delete from guichet.appointments"],
  ["deposits-go-back-less-the-fee", "delete from guichet.refunds"],
  [
    "deposits-go-back-less-the-fee",
    "update guichet.appointments set cancel_code = 'by_staff' where status = 'cancelled'",
  ],
]

describe("the audit of a day of visits", () => {
  it("finds nothing broken", async () => {
    await lived()
    // Of a clock that the tests move, and without a relay or worker.
    const findings = (await audit(house.database.readonlyUrl)).filter(({ name }) => checks.includes(name))

    expect(findings.map(({ name }) => name).sort()).toEqual(checks.toSorted())
    expect(findings.flatMap(({ broken }) => broken)).toEqual([])
  })

  it.each(breakages)("%s finds what breaks it: %s", async (check, breakage) => {
    expect(await found(check, breakage)).toBeGreaterThan(0)
  })
})
