import { readFile } from "node:fs/promises"
import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { cloneDatabase } from "./testing/database.ts"

const database = await cloneDatabase()
const lints = await readFile(new URL("../database/checks/catalogue.sql", import.meta.url), "utf8")
const client = new pg.Client({ connectionString: database.superuserUrl })
await client.connect()
afterAll(() => client.end())

async function faults(): Promise<{ rule: string; place: string }[]> {
  return (await client.query<{ rule: string; place: string }>(lints)).rows
}

/** Breaks one rule inside a transaction that is rolled back. */
async function brokenRules(breakage: string): Promise<string[]> {
  await client.query(`begin; ${breakage}`)
  const found = await faults()
  await client.query("rollback")
  return found.map(({ rule }) => rule)
}

const breakages: readonly [rule: string, breakage: string][] = [
  ["every table belongs to a business", "create table guichet.loose (id uuid primary key)"],
  ["row security is enabled and forced", "alter table guichet.orders no force row level security"],
  ["the wall stands", "drop policy wall on guichet.orders"],
  ["the keepers see the rows", "drop policy keeper_owner on guichet.orders"],
  [
    "policies ask a function once",
    "create policy slow on guichet.orders for select to guichet_app using (business_id = app.business_id())",
  ],
  ["one policy says who reads", "create policy more on guichet.orders for select to guichet_app using (true)"],
  [
    "policies compare the scope inside their sub-select",
    "create policy slow on guichet.orders for select to guichet_app using ((select app.scope()) = 'member')",
  ],
  ["policies name a role", "create policy loose on guichet.orders for select using (true)"],
  ["only the house writes", "create policy guest_writes on guichet.orders for update to guichet_app using (true)"],
  [
    "foreign keys carry business_id",
    "alter table guichet.brands add unique (id); alter table guichet.boilers add foreign key (brand_id) references guichet.brands (id)",
  ],
  ["unique keys start with business_id", "create unique index on guichet.accounts (email)"],
  ["amounts are bigint", "alter table guichet.orders add tip_minor integer"],
  ["times are timestamptz", "alter table guichet.orders add seen_at timestamp"],
  ["no enum and no numeric", "alter table guichet.orders add rate numeric"],
  ["the application owns nothing and cannot truncate", "grant truncate on guichet.orders to guichet_app"],
  ["the jobs role reads and numbers events, nothing else", "grant select on guichet.orders to guichet_jobs"],
  ["the application makes nothing", "grant create on schema guichet to guichet_app"],
  [
    "doors are listed",
    "create function app.side_door() returns integer language sql security definer set search_path = '' return 1",
  ],
  ["doors pin their search path", "alter function app.open_link(uuid, bytea) reset search_path"],
  ["doors are not public", "grant execute on function app.open_link(uuid, bytea) to public"],
  ["no view sees through the wall", "create view guichet.all_orders as select id from guichet.orders"],
]

describe("the catalogue", () => {
  it("breaks no rule", async () => {
    expect(await faults()).toEqual([])
  })

  it.each(breakages)("would be seen to break: %s", async (rule, breakage) => {
    expect(await brokenRules(breakage)).toContain(rule)
  })
})
