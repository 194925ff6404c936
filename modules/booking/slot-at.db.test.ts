import fc from "fast-check"
import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { maison, openHouse } from "../../checks/testing/house.ts"
import { openPlan } from "./testing/plan.ts"
import { build, questionsOf, type World, world } from "./testing/world.ts"

const house = await openHouse()
await openPlan(house)
const client = new pg.Client({ connectionString: house.database.superuserUrl })
await client.connect()
await client.query("select set_config('app.business_id', $1, false)", [maison.id])
afterAll(() => client.end())

/** What both doors say of each question of a world, where they do not say the same. */
async function differences(door: string, built: World): Promise<unknown[]> {
  await build(client, built)
  const { rows } = await client.query(
    `select q.*, to_jsonb(o) as searched, to_jsonb(s) as looked_up
     from jsonb_to_recordset($1) q(fault uuid, zone uuid, now timestamptz, rules text, starts_at timestamptz, day date, technician uuid, left_out uuid)
     left join lateral (
       select o.technician_id, o.session_id, o.ends_at, o.blocked_from, o.blocked_to, o.reason
       from app.search_slots(q.fault, q.zone, q.now, q.day, 1, q.rules, q.starts_at, q.technician, q.left_out) o
       order by o.technician_id is null, o.session_id limit 1
     ) o on true
     left join lateral ${door}(q.fault, q.zone, q.now, q.rules, q.starts_at, q.technician, q.left_out) s on true
     where to_jsonb(o) is distinct from to_jsonb(s)`,
    [JSON.stringify(questionsOf(built))],
  )
  return rows
}

/** The door with one of its rules broken. */
async function broken(rule: string, by: string): Promise<string> {
  const { rows } = await client.query<{ text: string }>("select pg_get_functiondef('app.slot_at'::regproc) as text")
  const text = rows[0]?.text ?? ""
  expect(text.split(rule)).toHaveLength(2)
  await client.query(text.replace("app.slot_at", "app.slot_at_broken").replace(rule, by))
  return "app.slot_at_broken"
}

describe("asking for one start", () => {
  it("answers what a search of its day answers", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(world, async (built) => {
        expect(await differences("app.slot_at", built)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ["x.starts_at < wanted_end", "false"],
    ["c.visits < c.visits_per_day", "true"],
    ["b.opens < wanted_end", "false"],
    ["and w.weekday = iso_day", ""],
    ["iso_day = any (a.weekdays)", "true"],
    ["f.free_from + fault.before + f.to_there", "f.free_from + fault.before"],
    ["b.buffer + coalesce(", "b.buffer + 0 * coalesce("],
    ["order by c.to_there + c.more, c.visits,", "order by c.to_there + c.more,"],
    ["order by a.id, p.from_date is null,", "order by a.id, p.from_date is not null,"],
  ])("is held against it where it matters: without `%s`", async (rule, by) => {
    const door = await broken(rule, by)
    const isSeen = async (built: World) => (await differences(door, built)).length > 0
    for (const built of fc.sample(world, { numRuns: 60, seed: 7 })) if (await isSeen(built)) return
    expect.fail("nobody would have seen it")
  })
})
