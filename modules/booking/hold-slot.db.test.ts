import { describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { openHouse, voisin } from "../../checks/testing/house.ts"
import { refusal } from "../orders/testing/orders.ts"
import { bookAppointment } from "./book-appointment.ts"
import { holdSlot } from "./hold-slot.ts"
import { releaseHold, showHold } from "./show-hold.ts"
import { booking, form, later, sunday, visitor, wish } from "./testing/customer.ts"
import { openPlan } from "./testing/plan.ts"

const house = await openHouse()
await openPlan(house)
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code

async function livingHolds(name: string): Promise<string[]> {
  const { rows } = await house.owner.query<{ startsAt: Date }>(
    `select starts_at as "startsAt" from guichet.appointments where hold_visitor = $1 and status = 'held' order by starts_at`,
    [`public:${name}`],
  )
  return rows.map(({ startsAt }) => startsAt.toISOString().replace(".000Z", "Z"))
}

describe("holding a slot", () => {
  it("keeps it for ten minutes, for whoever has its token", async () => {
    const held = await holdSlot(visitor(house, "one"), wish({ startsAt: sunday(9) }))

    expect(held.expiresAt).toBe("2026-11-20T10:10:00Z")
    expect(await showHold(house.anyone(), { holdToken: held.holdToken })).toMatchObject({
      startsAt: sunday(9),
      commune: "Bab Ezzouar",
      faultType: { slug: "panne", durationMinutes: 60, price: { amount: 350_000, currency: "DZD" } },
    })
  })

  it("leaves no event", async () => {
    const { rows } = await house.owner.query("select name from guichet.events where name like '%hold%'")
    expect(rows).toEqual([])
  })

  it("gives the slot to the next technician, and then says who was too late what is near", async () => {
    const startsAt = later(sunday(9), 1)
    for (const name of ["first", "second"]) await holdSlot(visitor(house, name), wish({ startsAt }))
    const { code, facts } = await refusal(holdSlot(visitor(house, "third"), wish({ startsAt })))

    expect(code).toBe("slot_taken")
    expect(facts.alternatives).toHaveLength(3)
    expect(facts).toMatchObject({ alternatives: [{ endsAt: expect.any(String) }, {}, {}] })
    expect(JSON.stringify(facts.alternatives)).not.toContain(startsAt)
  })

  it("replaces what the same visitor held for the same fault", async () => {
    await holdSlot(visitor(house, "wavering"), wish({ startsAt: later(sunday(9), 2) }))
    await holdSlot(visitor(house, "wavering"), wish({ startsAt: later(sunday(9, 30), 2) }))

    expect(await livingHolds("wavering")).toEqual([later(sunday(9, 30), 2)])
  })

  it("waits for nobody who ends a hold on another day of the same technician", async () => {
    await holdSlot(visitor(house, "away"), wish({ startsAt: later(sunday(9), 23) }))
    const start = house.clock.now
    house.clock.now = start.add({ minutes: 15 })
    await house.owner.query("begin")
    await house.owner.query("select from guichet.appointments where hold_visitor = 'public:away' for update")
    const held = holdSlot(visitor(house, "away"), wish({ startsAt: later(sunday(9), 24) }))

    expect(await held.finally(() => house.owner.query("rollback"))).toMatchObject({ holdToken: expect.any(String) })
    house.clock.now = start
  })

  it("lets a visitor keep two, of two kinds, and refuses a third", async () => {
    const startsAt = (day: number) => later(sunday(14), day)
    await holdSlot(visitor(house, "greedy"), wish({ startsAt: startsAt(1) }))
    await holdSlot(visitor(house, "greedy"), wish({ faultType: "entretien", startsAt: startsAt(2) }))
    const third = holdSlot(visitor(house, "greedy"), wish({ faultType: "remplacement", startsAt: startsAt(3) }))

    expect(await codeOf(third)).toBe("holds_at_most")
  })

  it("tells the callers behind one address apart by nothing, and lets each keep theirs", async () => {
    const caller = visitor(house, "address:192.0.2.1")
    for (const hour of [13, 15])
      await holdSlot(caller, wish({ commune: "Alger Centre", startsAt: later(sunday(hour), 4) }))

    expect(await livingHolds("address:192.0.2.1")).toHaveLength(2)
  })

  it("refuses what is past, not served, unknown, outside the plan or off its grid", async () => {
    const held = (wanted: object) => codeOf(holdSlot(visitor(house, "careless"), { ...wish(), ...wanted }))

    expect(await held({ startsAt: "2026-11-20T09:00:00Z" })).toBe("slot_in_the_past")
    expect(await held({ commune: "Oran" })).toBe("commune_not_served")
    expect(await held({ faultType: "vitrage" })).toBe("fault_type_not_found")
    expect(await held({ startsAt: sunday(20) })).toBe("slot_taken")
    expect(await held({ startsAt: sunday(10, 7) })).toBe("slot_taken")
    expect(await held({ startsAt: "2026-11-20T11:00:00Z" })).toBe("slot_taken")
  })

  it("knows a commune by its Arabic name", async () => {
    const held = await holdSlot(
      visitor(house, "arabic"),
      wish({ commune: "باب الزوار", startsAt: later(sunday(16), 3) }),
    )

    expect((await showHold(house.anyone(), { holdToken: held.holdToken })).commune).toBe("Bab Ezzouar")
  })

  it("has no plan at another business", async () => {
    expect(await codeOf(holdSlot(house.anyone(voisin), wish()))).toBe("fault_type_not_found")
  })

  it("answers a wish that is sent twice with the same token", async () => {
    const visit = { ...visitor(house, "twice"), idempotencyKey: newId() }
    const wanted = wish({ startsAt: later(sunday(16), 2) })
    const first = await holdSlot(visit, wanted)

    expect(await holdSlot(visit, wanted)).toEqual(first)
    expect(await livingHolds("twice")).toHaveLength(1)
  })

  it("counts two wishes of one visitor that come at once", async () => {
    const startsAt = (day: number) => later(sunday(11), day)
    const tries = await Promise.allSettled(
      (["panne", "entretien", "remplacement"] as const).map((faultType, day) =>
        holdSlot(visitor(house, "hasty"), wish({ faultType, commune: "Alger Centre", startsAt: startsAt(day + 1) })),
      ),
    )

    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(2)
    expect(await livingHolds("hasty")).toHaveLength(2)
  })
})

describe("a hold that ran out", () => {
  it("blocks nobody, without anything having to end it", async () => {
    const startsAt = later(sunday(9), 7)
    for (const name of ["gone", "gone too"]) await holdSlot(visitor(house, name), wish({ startsAt }))
    const start = house.clock.now
    house.clock.now = start.add({ minutes: 10 })
    const held = await holdSlot(visitor(house, "next"), wish({ startsAt }))
    const booked = await bookAppointment(visitor(house, "next"), form(held.holdToken))
    house.clock.now = start

    expect(booked.status).toBe("confirmed")
  })

  it("is shown to nobody", async () => {
    const { holdToken } = await holdSlot(visitor(house, "slow"), wish({ startsAt: later(sunday(9), 8) }))
    const start = house.clock.now
    house.clock.now = start.add({ minutes: 10 })
    const code = await codeOf(showHold(house.anyone(), { holdToken }))
    house.clock.now = start

    expect(code).toBe("hold_expired")
  })
})

describe("letting a slot go", () => {
  it("frees it at once, and twice is once", async () => {
    const startsAt = later(sunday(10), 9)
    const first = await holdSlot(visitor(house, "a"), wish({ startsAt }))
    await holdSlot(visitor(house, "b"), wish({ startsAt }))
    await releaseHold(house.anyone(), { holdToken: first.holdToken })

    expect(await releaseHold(house.anyone(), { holdToken: first.holdToken })).toEqual({ status: "expired" })
    await holdSlot(visitor(house, "c"), wish({ startsAt }))
  })

  it("leaves what is booked, and knows no other token", async () => {
    const startsAt = later(sunday(13), 9)
    const { holdToken } = await holdSlot(visitor(house, "booker"), wish({ startsAt }))
    await bookAppointment(visitor(house, "booker"), form(holdToken))

    expect(await releaseHold(house.anyone(), { holdToken })).toEqual({ status: "confirmed" })
    expect(await codeOf(releaseHold(house.anyone(), { holdToken: "0".repeat(26) }))).toBe("not_found")
    expect(await codeOf(releaseHold(house.anyone(voisin), { holdToken }))).toBe("not_found")
  })
})

describe("five hundred clients at once on one day of one technician", () => {
  it("never overlap, lose no confirmation, and tell every loser what is near", async () => {
    await house.owner.query("update guichet.technicians set active = false where name = 'Amine'")
    const day = 14
    const starts = [8, 9, 10, 11, 13, 14, 15, 16].flatMap((hour) => [sunday(hour), sunday(hour, 30)])
    const tries = await Promise.allSettled(
      Array.from({ length: 500 }, (_, n) => {
        const phone = `06${String(10_000_000 + n)}`
        return booking(house, { startsAt: later(starts[n % starts.length] ?? sunday(8), day), phone })
      }),
    )
    const confirmed = tries.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []))
    const lost = tries.flatMap((each) => (each.status === "rejected" ? [each.reason] : []))
    const { rows } = await house.owner.query<{ id: string; number: string; overlaps: number }>(
      `select a.id, d.number, (select count(*)::integer from guichet.appointments b
          where b.technician_id = a.technician_id and b.id <> a.id and b.status in ('held', 'requested', 'confirmed') and b.blocked && a.blocked) as overlaps
       from guichet.appointments a join guichet.dossiers d using (business_id, id)
       where a.status = 'confirmed' and a.starts_at between $1 and $2`,
      [later(sunday(0), day), later(sunday(23), day)],
    )
    await house.owner.query("update guichet.technicians set active = true where name = 'Amine'")

    expect(rows.every(({ overlaps }) => overlaps === 0)).toBe(true)
    expect(rows.map(({ number }) => number).sort()).toEqual(confirmed.map(({ number }) => number).sort())
    expect(confirmed.length).toBeGreaterThanOrEqual(4)
    expect(lost.map(({ code }) => code)).toEqual(lost.map(() => "slot_taken"))
    expect(lost.every(({ facts }) => facts.alternatives.length === 3)).toBe(true)
    expect(confirmed.length + lost.length).toBe(500)
  })
})
