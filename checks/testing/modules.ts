import { glob } from "node:fs/promises"
import { fileURLToPath } from "node:url"

/** Loads every module, so that its statements, refusals, verbs and errands are listed. */
export async function importModules(): Promise<void> {
  const root = new URL("../../", import.meta.url)
  for await (const path of glob(["kernel/**/*.ts", "modules/**/*.ts"], {
    cwd: fileURLToPath(root),
    exclude: (name) => name.endsWith(".test.ts"),
  })) {
    await import(new URL(path, root).href)
  }
}
