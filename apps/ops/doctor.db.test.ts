import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { cloneDatabase } from "../../checks/testing/database.ts"

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

describe("asking the doctor", () => {
  it("finds a sound production sound", async () => {
    expect(await doctor(sound)).toEqual({
      code: 0,
      lines: ["ok       settings", "ok       role of DATABASE_URL", "ok       role of DATABASE_JOBS_URL"],
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
    ])
  })

  it("says when a database does not answer", async () => {
    const { code, lines } = await doctor({
      ...sound,
      DATABASE_JOBS_URL: "postgres://guichet_jobs:x@127.0.0.1:1/guichet",
    })

    expect(code).toBe(1)
    expect(lines.at(-1)).toContain("ECONNREFUSED")
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
