import { createHash } from "node:crypto"
import { closeSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { readdir, readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { join, relative } from "node:path"
import { checkout } from "./checkout.ts"
import type { Environment } from "./settings.ts"
import type { State } from "./state.ts"
import { Stop } from "./stop.ts"
import { spawnNode } from "./supervisor/child.ts"
import { endOfLog, openLog } from "./supervisor/logs.ts"

export const webFolder = join(checkout, "apps/web")

/** Next's own command, wherever npm put it. */
export function nextProgram(): string {
  return createRequire(join(webFolder, "package.json")).resolve("next/dist/bin/next")
}

const ignored = new Set(["node_modules", ".next", ".turbo", "next-env.d.ts"])
const sources = ["apps/web", "kernel", "modules", "messages", "package-lock.json"]

/** One hash over everything the pages are built from; tests and server-only files change nothing in them. */
export async function hashSources(root: string): Promise<string> {
  const hash = createHash("sha256").update(process.version)

  for (const source of sources) {
    for (const file of await filesBelow(join(root, source))) {
      if (!isBuiltFrom(relative(root, file))) continue
      hash.update(`\n${relative(root, file)}\n`).update(await readFile(file))
    }
  }
  return hash.digest("hex")
}

/** Of the modules, the pages may import contracts only. */
function isBuiltFrom(file: string): boolean {
  if (/\.(test|stories)\.tsx?$/.test(file)) return false
  return !file.startsWith("modules/") || /\/contract(-\w+)?\.ts$/.test(file)
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOTDIR") return undefined
    if (error.code === "ENOENT") return []
    throw error
  })
  if (entries === undefined) return [path]

  const kept = entries.filter(({ name }) => !ignored.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  const nested = await Promise.all(
    kept.map((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)])),
  )
  return nested.flat()
}

const record = join(webFolder, ".next/sources")

/** Whether the kept build is of the sources of this hash. */
export function isBuiltOf(hash: string): boolean {
  const isWhole = existsSync(record) && existsSync(join(webFolder, ".next/BUILD_ID"))
  return isWhole && readFileSync(record, "utf8") === hash
}

type Build = { state: State; environment: Environment; started(stopBuild: () => void): void }

/**
 * Builds the pages unless the kept build is of these very sources. Answers whether it had to. The record lies in the
 * build itself: several counters of one checkout share both.
 */
export async function buildPages({ state, environment, started }: Build): Promise<boolean> {
  const hash = await hashSources(checkout)
  if (isBuiltOf(hash)) return false

  rmSync(record, { force: true })
  await runBuild({ log: join(state.logs, "web-build.log"), environment, started })
  writeFileSync(record, hash)
  return true
}

function runBuild({ log, environment, started }: { log: string } & Omit<Build, "state">): Promise<void> {
  rmSync(log, { force: true })
  const output = openLog(log)
  const child = spawnNode({ args: [nextProgram(), "build"], cwd: webFolder, environment, output })
  closeSync(output)
  started(() => {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, "SIGKILL")
  })
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", (code) => {
      if (code === 0) resolve()
      else reject(new Stop(`The pages could not be built. The end of ${log}:\n${endOfLog(log, 40)}`))
    })
  })
}
