import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { beforeEach, describe, expect, it, onTestFinished } from "vitest"
import { hashSources } from "./web-build.ts"

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "guichet-web-"))
  onTestFinished(() => rm(root, { recursive: true }))
  for (const file of ["apps/web/page.tsx", "modules/orders/contract.ts", "kernel/format.ts", "package-lock.json"]) {
    await write(file, "one")
  }
})

describe("deciding whether the pages must be built", () => {
  it.each([
    "apps/web/page.tsx",
    "apps/web/new.tsx",
    "kernel/format.ts",
    "modules/orders/contract.ts",
    "messages/fr/orders.json",
    "package-lock.json",
  ])("builds after a change of %s", async (file) => {
    const before = await hashSources(root)
    await write(file, "two")

    expect(await hashSources(root)).not.toBe(before)
  })

  it.each([
    "apps/web/page.test.tsx",
    "apps/web/.next/BUILD_ID",
    "apps/web/node_modules/x.js",
    "modules/orders/queries.ts",
    "apps/gate/main.ts",
  ])("keeps the build after a change of %s", async (file) => {
    const before = await hashSources(root)
    await write(file, "two")

    expect(await hashSources(root)).toBe(before)
  })

  it("builds after a file changed its name only", async () => {
    const before = await hashSources(root)
    await rm(join(root, "apps/web/page.tsx"))
    await write("apps/web/other.tsx", "one")

    expect(await hashSources(root)).not.toBe(before)
  })
})

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true })
  await writeFile(join(root, file), content)
}
