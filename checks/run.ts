import { spawn } from "node:child_process"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

type Tally = { readonly passed: number; readonly failed: number }
type Check = { readonly name: string; readonly command: readonly string[]; readonly report?: string }

const folder = await mkdtemp(join(tmpdir(), "guichet-checks-"))
const reported = (name: string) => join(folder, `${name}.json`)
const vitest = (name: string, ...options: string[]): Check => ({
  name,
  command: [
    "vitest",
    "run",
    ...options,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reported(name)}`,
  ],
  report: reported(name),
})

/** From the quickest to the longest; `npm test -- units` runs those whose name begins so. */
const checks: readonly Check[] = [
  { name: "format and lint", command: ["biome", "ci", "--error-on-warnings", "."] },
  { name: "types", command: ["tsc", "-p", "."] },
  { name: "types of the pages", command: ["tsc", "-p", "apps/web"] },
  { name: "dead code", command: ["knip", "--no-progress"] },
  { name: "schema.sql is current", command: ["node", "apps/ops/main.ts", "database", "schema", "--check"] },
  vitest("units and database", "--project", "unit", "--project", "integration", "--coverage"),
  vitest("drill", "--project", "drill"),
  vitest("end to end", "--project", "e2e"),
]

function ran([program = "", ...parameters]: readonly string[]): Promise<number> {
  return new Promise((done) => {
    const child = spawn(program, parameters, { stdio: ["ignore", "inherit", "inherit"] })
    child.on("error", () => done(1))
    child.on("exit", (code) => done(code ?? 1))
  })
}

/** A run that died before it reported has failed, whatever it counted. */
async function tallied({ report }: Check, code: number): Promise<Tally> {
  if (report === undefined) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  const text = await readFile(report, "utf8").catch(() => "{}")
  const { numPassedTests = 0, numFailedTests = 0 } = JSON.parse(text)
  return { passed: numPassedTests, failed: code !== 0 && numFailedTests === 0 ? 1 : numFailedTests }
}

const wanted = process.argv[2] ?? ""
const total = { passed: 0, failed: 0 }
const red: string[] = []
for (const check of checks.filter(({ name }) => name.startsWith(wanted))) {
  const start = performance.now()
  const { passed, failed } = await tallied(check, await ran(check.command))
  total.passed += passed
  total.failed += failed
  if (failed > 0) red.push(check.name)
  console.log(`${failed > 0 ? "✗" : "✓"} ${check.name}, ${Math.round((performance.now() - start) / 1000)} s`)
}
await rm(folder, { recursive: true, force: true })

if (red.length > 0) console.log(`red: ${red.join(", ")}`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
