import { glob, readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const root = fileURLToPath(new URL("../", import.meta.url))
const limit = 400

/** Files that may be longer, each with its reason. */
const excepted: { readonly [path: string]: string } = {}

const files = await Array.fromAsync(
  glob("{kernel,modules,simulators,apps,checks,bench,e2e,database}/**/*.{ts,tsx,css}", {
    cwd: root,
    exclude: (name) => name === "node_modules" || name === ".next",
  }),
)

describe("files", () => {
  it(`stay under ${limit} lines`, async () => {
    const lengths = await Promise.all(
      files.map(async (path) => ({ path, lines: (await readFile(join(root, path), "utf8")).split("\n").length - 1 })),
    )

    expect(files.length).toBeGreaterThan(50)
    expect(lengths.filter(({ path, lines }) => lines > limit && !(path in excepted))).toEqual([])
  })

  it("except only what is still there", () => {
    expect(Object.keys(excepted).filter((path) => !files.includes(path))).toEqual([])
  })
})
