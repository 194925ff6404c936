import { mkdirSync } from "node:fs"
import { join, resolve } from "node:path"
import { checkout } from "./checkout.ts"

/** The folders of one running counter. Everything it keeps is below `dir`, but for a Postgres that had to move. */
export type State = { dir: string; logs: string; run: string; files: string }

/** `.guichet` of the checkout, or GUICHET_STATE_DIR. Passable, so that the database user can reach its part. */
export function openState(): State {
  const dir = resolve(process.env.GUICHET_STATE_DIR ?? join(checkout, ".guichet"))
  const state = {
    dir,
    logs: join(dir, "logs"),
    run: join(dir, "run"),
    files: join(dir, "files"),
  }

  mkdirSync(dir, { recursive: true, mode: 0o755 })
  for (const folder of [state.logs, state.run, state.files]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  return state
}
