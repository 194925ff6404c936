import { spawn } from "node:child_process"
import { once } from "node:events"
import { writeFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { isAlive } from "../processes.ts"
import { claim } from "./claim.ts"
import { identify } from "./pid-files.ts"

let run: string

beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), "guichet-run-"))
})

afterEach(() => rm(run, { recursive: true }))

describe("claiming a state folder", () => {
  it("refuses while another supervisor holds it", async () => {
    const { release } = await claim(run)

    await expect(claim(run)).rejects.toThrow(`Guichet already runs from this folder (process ${process.pid})`)
    release()
    await expect(claim(run)).resolves.toMatchObject({ ended: [] })
  })

  it("takes over from one that was killed", async () => {
    writeSupervisor({ self: { pid: 2 ** 22 + 1, beginning: "1" } })

    expect((await claim(run)).ended).toEqual([])
  })

  it("takes a later process with the same number for what it is", async () => {
    writeSupervisor({ self: { pid: process.pid, beginning: "before this process began" } })

    expect((await claim(run)).ended).toEqual([])
  })

  it("ends one whose npm was killed, since nobody can press Ctrl-C there", async () => {
    const orphan = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000); console.log('up')"], { detached: true })
    await once(orphan.stdout, "data")
    writeSupervisor({ self: identify(orphan.pid ?? 0), launcher: { pid: 2 ** 22 + 1, beginning: "1" } })

    expect((await claim(run)).ended).toEqual(["supervisor"])
    expect(isAlive(orphan.pid ?? 0)).toBe(false)
  })

  it("survives a file that was cut off while it was written", async () => {
    writeFileSync(join(run, "supervisor"), '{"self":{"pi')

    await expect(claim(run)).resolves.toMatchObject({ ended: [] })
  })
})

function writeSupervisor(content: object): void {
  writeFileSync(join(run, "supervisor"), JSON.stringify(content))
}
