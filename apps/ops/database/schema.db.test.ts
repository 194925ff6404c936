import pg from "pg"
import { describe, expect, it } from "vitest"
import { cloneDatabase } from "../../../checks/testing/database.ts"
import { dumpSchema } from "./schema.ts"

const [database, twin] = [await cloneDatabase(), await cloneDatabase()]

describe("dumping the schema", () => {
  it("answers the same for the same schema", async () => {
    expect(await dumpSchema(twin.ownerUrl)).toBe(await dumpSchema(database.ownerUrl))
  })

  it("shows everything a reviewer must see of a table", async () => {
    await change(`
      create table guichet.stamps (
        business_id uuid not null,
        id integer generated always as identity,
        ink text collate "C" default 'black',
        shade text generated always as (lower(ink)) stored,
        primary key (business_id, id),
        constraint ink_is_known check (ink in ('black', 'red'))
      );
      create index stamps_by_ink on guichet.stamps (business_id, ink);
      alter table guichet.stamps enable row level security;
      create policy wall on guichet.stamps as restrictive to guichet_app using (true) with check (false);
      grant select on guichet.stamps to guichet_readonly;
      grant update (ink) on guichet.stamps to guichet_app;
      create function app.stamped() returns trigger language plpgsql as 'begin return new; end';
      create trigger stamped before insert on guichet.stamps for each row execute function app.stamped();
      grant execute on function app.stamped() to guichet_app;
    `)
    const schema = await dumpSchema(database.ownerUrl)

    for (const line of [
      "create table guichet.stamps (\n  business_id uuid not null,\n  id integer generated always as identity not null,",
      `  ink text collate "C" default 'black'::text,\n  shade text generated always as (lower(ink)) stored,`,
      "  constraint stamps_pkey PRIMARY KEY (business_id, id),",
      "  constraint ink_is_known CHECK",
      "CREATE INDEX stamps_by_ink ON guichet.stamps USING btree (business_id, ink);",
      "alter table guichet.stamps enable row level security;",
      "create policy wall on guichet.stamps as restrictive for all to guichet_app\n  using (true)\n  with check (false);",
      "CREATE TRIGGER stamped BEFORE INSERT ON guichet.stamps",
      "grant select on guichet.stamps to guichet_readonly;",
      "grant update (ink) on guichet.stamps to guichet_app;",
      "grant execute on function app.stamped() to guichet_app;",
    ]) {
      expect(schema).toContain(line)
    }
  })
})

async function change(sql: string): Promise<void> {
  const client = new pg.Client(database.ownerUrl)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
