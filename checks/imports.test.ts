import { glob, readFile } from "node:fs/promises"
import { dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const root = fileURLToPath(new URL("../", import.meta.url))

/** Modules from the top row to the bottom one, as `docs/architecture.md` draws them. */
const rows = [
  ["privacy"],
  ["insights", "assistant"],
  ["orders", "booking", "claims", "projects", "tickets"],
  ["payments"],
  ["billing", "catalog"],
  ["inbox", "documents"],
  ["dossiers"],
  ["customers"],
  ["accounts", "captcha"],
  ["channels"],
  ["businesses"],
] as const
/** What is composed above all modules. */
const composition = ["modules/reactions.ts", "modules/permissions.ts", "modules/all.ts"]

type Import = { readonly from: string; readonly to: string }

async function importsOf(path: string): Promise<Import[]> {
  const text = await readFile(join(root, path), "utf8")
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, to]) => to ?? "")
  return found.flatMap((to) => {
    if (to.startsWith("#")) return [{ from: path, to: to.slice(1) }]
    if (to.startsWith(".")) return [{ from: path, to: relative(root, join(root, dirname(path), to)) }]
    return [{ from: path, to }]
  })
}

const rowOf = (module: string) => rows.findIndex((row) => row.some((name) => name === module))

/** Why an import is a fault, or null. */
function fault({ from, to }: Import): string | null {
  const [house = "", module = ""] = from.split("/")
  const [target = "", other = "", ...rest] = to.split("/")
  const isTest = /\.test\.ts$/.test(from) || from.includes("/testing/")
  if (isTest) return null
  if (house === "kernel" && (target === "modules" || target === "apps")) return "the kernel knows no module"
  if (house === "simulators" && ["kernel", "modules", "apps"].includes(target)) return "simulators stand apart"
  if (house === "modules" && target === "apps") return "modules know no app"
  if (house === "modules" && target === "simulators") return "adapters never know that they talk to a simulator"
  if (house === "modules" && target === "pg") return "SQL goes through statements"
  if (house !== "modules" || target !== "modules" || composition.includes(from) || other === module) return null
  if (rest.join("/") !== "index.ts") return `${other} is entered by its door alone`
  return rowOf(module) < rowOf(other) ? null : `${other} is not below ${module}`
}

const files = await Array.fromAsync(
  glob("{kernel,modules,simulators,apps}/**/*.ts", {
    cwd: root,
    exclude: (name) => name === "node_modules" || name === ".next",
  }),
)

describe("imports", () => {
  it("run one way: apps, modules by rows, kernel", async () => {
    const imports = (await Promise.all(files.map(importsOf))).flat()
    const faults = imports.flatMap((each) => {
      const why = fault(each)
      return why === null ? [] : [`${each.from} -> ${each.to}: ${why}`]
    })

    expect(imports.length).toBeGreaterThan(100)
    expect(faults).toEqual([])
  })

  it("of contracts reach zod and the kernel's pure files alone", async () => {
    const contracts = files.filter((path) => path.endsWith("/contract.ts") && path.startsWith("modules/"))
    const imports = (await Promise.all(contracts.map(importsOf))).flat()

    expect(imports.filter(({ to }) => !["zod", "kernel/contract.ts", "kernel/format.ts"].includes(to))).toEqual([])
  })

  it.each([
    [{ from: "kernel/a.ts", to: "modules/orders/index.ts" }],
    [{ from: "modules/billing/a.ts", to: "modules/orders/index.ts" }],
    [{ from: "modules/billing/a.ts", to: "modules/catalog/index.ts" }],
    [{ from: "modules/orders/a.ts", to: "modules/payments/queries.ts" }],
    [{ from: "simulators/a.ts", to: "kernel/ids.ts" }],
    [{ from: "modules/orders/a.ts", to: "pg" }],
  ])("would be seen to run the wrong way: %o", (wrong) => {
    expect(fault(wrong)).not.toBeNull()
  })
})
