import pg from "pg"
import { describe, expect, it } from "vitest"
import { cloneDatabase } from "../checks/testing/database.ts"
import { checkDatabaseRoles } from "./config.ts"

const database = await cloneDatabase()

describe("checking the database role of a server", () => {
  it.each(["appUrl", "jobsUrl", "readonlyUrl"] as const)("accepts %s", async (name) => {
    expect(await problemsOf(database[name])).toEqual([])
  })

  it("refuses the owner", async () => {
    expect(await problemsOf(database.ownerUrl)).toEqual([
      "the database role guichet_owner owns tables of ours; connect as guichet_app or guichet_jobs",
    ])
  })

  it("refuses a superuser", async () => {
    expect((await problemsOf(database.superuserUrl)).join("\n")).toMatch(/is superuser.*\n.*has BYPASSRLS/)
  })

  it("refuses a role that can become the owner", async () => {
    const role = `becomes_${database.name}`
    await ask(database.superuserUrl, `create role ${role} login password 'x' in role guichet_owner`)
    await ask(database.superuserUrl, `grant connect on database ${database.name} to ${role}`)
    const url = new URL(database.superuserUrl)
    url.username = role
    url.password = "x"

    expect(await problemsOf(url.href)).toEqual([
      `the database role ${role} can become guichet_owner; connect as guichet_app or guichet_jobs`,
    ])
    await ask(database.superuserUrl, `drop owned by ${role}`)
    await ask(database.superuserUrl, `drop role ${role}`)
  })
})

async function problemsOf(url: string): Promise<string[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await checkDatabaseRoles(client)
  } finally {
    await client.end()
  }
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
