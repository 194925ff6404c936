import { describe, expect, it } from "vitest"
import { drilled, told } from "./drill.ts"

/** Commits are acknowledged long before they are on the disk. */
const forgetful = { synchronous_commit: "off", wal_writer_delay: "10s", wal_writer_flush_after: "1GB" }

describe("killing gate, worker and Postgres while 300 people buy", () => {
  it("leaves every order where it was acknowledged, and every payer served or refunded", async () => {
    const report = await drilled({ seed: 20_261_120, purchases: 300, kills: 14 })
    console.log(told(report))

    expect(report.findings).toEqual([])
    expect(new Set(report.killed.map(({ part }) => part))).toEqual(new Set(["gate", "worker", "postgres"]))
  })

  it("is noticed when Postgres forgets what it acknowledged", async () => {
    const { findings } = await drilled({ seed: 1, purchases: 30, kills: 3, among: ["postgres"], settings: forgetful })

    expect(findings).toContainEqual(expect.stringMatching(/^order .* was acknowledged under key .* and is gone$/))
  })
})
