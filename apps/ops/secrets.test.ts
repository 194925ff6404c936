import { statSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { localSecrets } from "./secrets.ts"

describe("making the secrets of a laptop", () => {
  it("makes them once, for nobody else to read", async () => {
    const folder = await temporary()
    const secrets = localSecrets(folder)

    expect(localSecrets(folder)).toEqual(secrets)
    expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600)
  })

  it("makes others elsewhere", async () => {
    const [one, other] = [localSecrets(await temporary()), localSecrets(await temporary())]

    expect(one.GUICHET_SECRET_KEY).not.toBe(other.GUICHET_SECRET_KEY)
    expect(one.passwords.guichet_app).not.toBe(other.passwords.guichet_app)
  })
})

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "guichet-secrets-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}
