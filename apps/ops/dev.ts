import { existsSync, watch } from "node:fs"
import { join } from "node:path"
import { checkout } from "./checkout.ts"
import type { Child } from "./supervisor/child.ts"
import { serve } from "./supervisor/serve.ts"

const watched = ["kernel", "modules", "messages", "apps/gate", "apps/worker", "simulators"]
const quietMs = 200

/** `guichet dev`: like up, with `next dev` for the pages and a restart of the servers after each change. */
export function run(args: string[]): Promise<number> {
  return serve({ reset: args.includes("--reset"), dev: true, opened: ({ children }) => restartOnChange(children) })
}

/** The supervisor watches, not `node --watch`: that would stand between it and a child, and outlive both. */
function restartOnChange(children: Child[]): void {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  for (const folder of watched.filter((folder) => existsSync(join(checkout, folder)))) {
    watch(join(checkout, folder), { recursive: true }, (_event, file) => {
      if (file?.endsWith(".test.ts")) return
      changed.add(folder)
      clearTimeout(timer)
      timer = setTimeout(() => {
        restart(children, [...changed])
        changed.clear()
      }, quietMs)
    })
  }
}

function restart(children: Child[], folders: string[]): void {
  const simulatorsOnly = folders.every((folder) => folder === "simulators")
  const names = folders.includes("simulators") ? ["simulators"] : []
  if (!simulatorsOnly) names.push("gate", "worker")

  for (const child of children.filter(({ name }) => names.includes(name))) {
    console.log(`  ${child.name}: started again after a change`)
    void child.restart()
  }
}
