import { glob, readFile } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, it } from "vitest"

const files = await Array.fromAsync(
  glob("**/*.{ts,tsx}", {
    cwd: import.meta.dirname,
    exclude: (name) => name === "node_modules" || name === ".next",
  }),
)
const sources = await Promise.all(
  files.filter((file) => !file.endsWith(".test.ts")).map((file) => readFile(join(import.meta.dirname, file), "utf8")),
)
const messages = new URL("../../messages/fr/", import.meta.url)
const module = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(`${name}.json`, messages), "utf8"))
const said = { web: await module("web"), desk: await module("desk"), kernel: await module("kernel") }

/** Keys as they stand in the sources; what a template fills in is a star. */
const named = new Set(
  sources
    .flatMap((source) => [...source.matchAll(/["`]((?:web|desk|kernel)\.[^"`\s]+)["`]/g)])
    .map(([, key = ""]) => key.replace(/\$\{[^}]*\}/g, "*"))
    .filter((key) => /^[\w.*]+$/.test(key)),
)

function flat(tree: unknown, prefix: string): string[] {
  if (typeof tree !== "object" || tree === null) return [prefix]
  return Object.entries(tree).flatMap(([key, value]) => flat(value, `${prefix}.${key}`))
}

const known = Object.entries(said).flatMap(([name, tree]) => flat(tree, name))
const shapeOf = (key: string) => new RegExp(`^${key.replaceAll(".", "\\.").replaceAll("*", "[^.]+")}(\\..+)?$`)

describe("the words of the pages", () => {
  it("are all written: no page names one that is missing", () => {
    expect(named.size).toBeGreaterThan(150)
    expect([...named].filter((key) => !known.some((one) => shapeOf(key).test(one)))).toEqual([])
  })

  it("are all said: nothing is translated for no page", () => {
    const shapes = [...named].map(shapeOf)

    expect(known.filter((key) => key.startsWith("web.") && !shapes.some((shape) => shape.test(key)))).toEqual([])
  })
})
