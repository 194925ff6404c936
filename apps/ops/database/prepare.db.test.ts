import pg from "pg"
import { afterAll, describe, expect, inject, it } from "vitest"
import { preparationScript, prepareDatabase } from "./prepare.ts"
import type { RoleUrls } from "./roles.ts"

const { superuserUrl, passwords } = inject("database")
const database = "test_prepare"
const urls = await prepareDatabase({ adminUrl: superuserUrl, database, passwords })

afterAll(() => ask(superuserUrl, `drop database ${database} with (force)`))

describe("preparing a database", () => {
  it("may run again, also beside itself", async () => {
    const again = () => prepareDatabase({ adminUrl: superuserUrl, database, passwords })

    expect(await Promise.all([again(), again()])).toEqual([urls, urls])
  })

  it("lets each role sign in with its password and none of them do more than it should", async () => {
    for (const url of Object.values(urls)) {
      const rights = await ask(
        url,
        "select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole as more from pg_roles where rolname = current_user",
      )
      expect(rights).toEqual([{ more: false }])
    }
  })

  it("refuses a wrong password", async () => {
    const wrong = new URL(urls.appUrl)
    wrong.password = "wrong"

    await expect(ask(wrong.href, "select 1")).rejects.toThrow("password authentication failed")
  })

  it.each(["guichet", "app", "graphile_worker", "public", "extensions"])(
    "keeps the app from creating in schema %s",
    async (schema) => {
      await expect(ask(urls.appUrl, `create table ${schema}.mine (id integer)`)).rejects.toThrow("permission denied")
    },
  )

  it("keeps the app from making schemas and temporary tables", async () => {
    await expect(ask(urls.appUrl, "create schema mine")).rejects.toThrow("permission denied")
    await expect(ask(urls.appUrl, "create temporary table mine (id integer)")).rejects.toThrow("permission denied")
  })

  it("gives a new function to nobody", async () => {
    await ask(
      urls.ownerUrl,
      "create function app.secret() returns int language sql as 'select 1'; grant usage on schema app to guichet_app",
    )

    await expect(ask(urls.appUrl, "select app.secret()")).rejects.toThrow("permission denied for function secret")
  })

  it("makes qualified names necessary and lets the app wait for no lock or statement for long", async () => {
    const settings =
      "select current_setting('search_path') as path, current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle"

    expect(await ask(urls.appUrl, settings)).toEqual([
      { path: "pg_catalog, extensions", statement: "10s", lock: "5s", idle: "15s" },
    ])
  })

  it("ends the worker's connection soon after its machine is gone, and with it the relay's lock", async () => {
    const settings =
      "select current_setting('tcp_keepalives_idle') as idle, current_setting('tcp_keepalives_interval') as interval, current_setting('tcp_keepalives_count') as count, current_setting('tcp_user_timeout') as unanswered"

    expect(await ask(urls.jobsUrl, settings)).toEqual([{ idle: "10", interval: "5", count: "3", unanswered: "25000" }])
  })

  it("keeps the readonly role from writing", async () => {
    expect(await ask(urls.readonlyUrl, "show transaction_read_only")).toEqual([{ transaction_read_only: "on" }])
  })

  it("sorts French and Arabic, and finds the letters of both", async () => {
    const sorted = await ask(
      urls.appUrl,
      "select string_agg(word, ' ' order by word) as words from unnest(array['zèbre', 'école', 'Élan', 'eau', 'ياسين', 'أحمد']) word",
    )
    const trigrams = await ask(
      urls.appUrl,
      "select cardinality(extensions.show_trgm('é')) > 0 and cardinality(extensions.show_trgm('فاتورة')) > 0 as found, lower('ÉCOLE') as lower",
    )

    expect(sorted).toEqual([{ words: "eau école Élan zèbre أحمد ياسين" }])
    expect(trigrams).toEqual([{ found: true, lower: "école" }])
  })

  it("prints statements that show no password", () => {
    const script = preparationScript(database, passwords)

    expect(script).toContain("create schema if not exists guichet authorization guichet_owner;")
    for (const password of Object.values(passwords)) expect(script).not.toContain(password)
  })

  it("fails for somebody who may not", async () => {
    await expect(prepareDatabase({ adminUrl: urls.ownerUrl, database, passwords })).rejects.toThrow(/permission denied/)
  })
})

describe("preparing a database without being superuser", () => {
  it("needs only the rights to make roles, databases and trusted extensions", async () => {
    await ask(superuserUrl, "create role test_admin login createrole createdb password 'x'")
    await ask(
      superuserUrl,
      "grant guichet_owner, guichet_app, guichet_jobs, guichet_readonly to test_admin with admin option",
    )
    const admin = new URL(superuserUrl)
    admin.username = "test_admin"
    admin.password = "x"

    const prepared = await prepareDatabase({ adminUrl: admin.href, database: "test_prepare_admin", passwords })

    expect(await signsIn(prepared)).toBe(true)
    await ask(superuserUrl, "drop database test_prepare_admin with (force)")
    await ask(superuserUrl, "drop owned by test_admin cascade")
    await ask(superuserUrl, "drop role test_admin")
  })
})

async function signsIn({ appUrl }: RoleUrls): Promise<boolean> {
  return (await ask(appUrl, "select 1")).length === 1
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
