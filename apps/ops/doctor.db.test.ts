import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { cloneDatabase } from "../../checks/testing/database.ts"
import { seed } from "../../database/seed/load.ts"

const database = await cloneDatabase()
const key = () => `v1:${randomBytes(32).toString("base64")}`

const sound = {
  PATH: process.env.PATH ?? "",
  GUICHET_ENV: "production",
  GUICHET_PUBLIC_URL: "https://counter.dz",
  GUICHET_SECRET_KEY: key(),
  GUICHET_LINK_KEY: key(),
  GUICHET_PEPPER: key(),
  GUICHET_INTERNAL_TOKEN: randomBytes(32).toString("base64url"),
  SMTP_URL: "smtp://guichet:x@mail.counter.dz:587",
  DATABASE_URL: database.appUrl,
  DATABASE_JOBS_URL: database.jobsUrl,
}

const key32 = { current: 1, keys: new Map([[1, Buffer.alloc(32, 7)]]) }
const demoed = await cloneDatabase()
await seed({
  databaseUrl: demoed.ownerUrl,
  keys: { secretKeys: key32, peppers: key32, simulatorsUrl: undefined, production: false },
  log: () => undefined,
})

describe("asking the doctor", () => {
  it("finds the demo accounts of a database that was seeded", async () => {
    const { code, lines } = await doctor({ ...sound, DATABASE_URL: demoed.appUrl, DATABASE_JOBS_URL: demoed.jobsUrl })

    expect(code).toBe(1)
    expect(lines).toContain("problem  no demo accounts")
    expect(lines.filter((line) => /has demo accounts \(\d+\), whose passwords are published/.test(line))).toHaveLength(
      5,
    )
    expect(lines).toContain("           mj-chauffage: it books visits and has no secret twilio")
  })

  it("finds a sound production sound", async () => {
    expect(await doctor(sound)).toEqual({
      code: 0,
      lines: [
        "ok       settings",
        "ok       role of DATABASE_URL",
        "ok       role of DATABASE_JOBS_URL",
        "ok       clocks of the businesses",
        "ok       no demo accounts",
        "ok       SMS of the businesses",
      ],
    })
  })

  it("names every problem and fails", async () => {
    const { code, lines } = await doctor({ ...sound, GUICHET_DEMO: "true", DATABASE_URL: database.ownerUrl })

    expect(code).toBe(1)
    expect(lines).toEqual([
      "problem  settings",
      "           GUICHET_DEMO: demo accounts have known passwords; set it to false",
      "problem  role of DATABASE_URL",
      "           the database role guichet_owner owns tables of ours; connect as guichet_app or guichet_jobs",
      "ok       role of DATABASE_JOBS_URL",
      "ok       clocks of the businesses",
      "ok       no demo accounts",
      "problem  SMS of the businesses",
      "           cannot be examined: the settings are not sound",
    ])
  })

  it("says when a database does not answer", async () => {
    const { code, lines } = await doctor({
      ...sound,
      DATABASE_JOBS_URL: "postgres://guichet_jobs:x@127.0.0.1:1/guichet",
    })

    expect(code).toBe(1)
    expect(lines.join()).toContain("ECONNREFUSED")
  })
})

function doctor(environment: Record<string, string>): Promise<{ code: number | null; lines: string[] }> {
  return new Promise((resolve) => {
    const program = join(import.meta.dirname, "main.ts")
    const child = execFile(process.execPath, [program, "doctor"], { env: environment }, (_error, out) =>
      resolve({ code: child.exitCode, lines: out.trimEnd().split("\n") }),
    )
  })
}
