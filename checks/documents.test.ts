import { existsSync } from "node:fs"
import { glob, readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const root = fileURLToPath(new URL("../", import.meta.url))
const documents = await Array.fromAsync(
  glob(["*.md", "docs/**/*.md", "database/**/*.md"], {
    cwd: root,
    exclude: (name) => name === "node_modules" || name === "legal",
  }),
)
const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8"))
const folders = [
  "apps",
  "modules",
  "kernel",
  "database",
  "messages",
  "simulators",
  "deploy",
  "docs",
  "checks",
  "bench",
  "bin",
  "e2e",
]

/** Paths and npm scripts named in backticks; placeholders (`{…}`, `<…>`, `*`) name no file. */
function named(text: string): { paths: string[]; scripts: string[] } {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? "")
  const blocks = [...text.matchAll(/^\s*(npm (?:run [\w:-]+|start|test)\b)/gm)].map(([, span]) => span ?? "")
  // A module path may leave its ending away.
  const isPath = (span: string) => /^[\w./-]+$/.test(span) && folders.some((folder) => span.startsWith(`${folder}/`))
  const script = (span: string) => /^npm (?:run )?([\w:-]+)/.exec(span)?.[1]
  return {
    paths: spans.filter(isPath),
    scripts: [...spans, ...blocks]
      .flatMap((span) => (script(span) === undefined ? [] : [script(span) ?? ""]))
      .filter((name) => !["ci", "install"].includes(name)),
  }
}

describe("documents", () => {
  it.each(documents)("%s names only paths that exist", async (document) => {
    const { paths } = named(await readFile(join(root, document), "utf8"))

    expect(paths.filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, `${path}.ts`)))).toEqual([])
  })

  it.each(documents)("%s names only commands that exist", async (document) => {
    const { scripts: commands } = named(await readFile(join(root, document), "utf8"))

    expect(commands.filter((command) => !(command in scripts))).toEqual([])
  })

  it("would be seen to name a path that is gone", () => {
    expect(named("see `modules/gone/index.ts` and `npm run gone`")).toEqual({
      paths: ["modules/gone/index.ts"],
      scripts: ["gone"],
    })
  })
})
