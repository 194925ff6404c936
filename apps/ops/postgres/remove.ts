import { existsSync, readFileSync, realpathSync } from "node:fs"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { isPostmasterOf, readPostmaster, stopPostmaster } from "./postmaster.ts"

/** Removes the cluster of a state folder, wherever its data is; stops it first if it still runs. */
export async function removePostgres(stateDir: string): Promise<void> {
  const inside = join(stateDir, "postgres")
  const pointer = join(inside, "elsewhere")
  const folder = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : inside

  if (existsSync(folder)) await stopIfRunning(join(realpathSync(folder), "data"))
  await rm(folder, { recursive: true, force: true })
  await rm(inside, { recursive: true, force: true })
}

async function stopIfRunning(data: string): Promise<void> {
  const postmaster = readPostmaster(data)
  if (postmaster && isPostmasterOf(data, postmaster.pid)) await stopPostmaster(postmaster.pid, 3_000)
}
