import { randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { stop } from "../stop.ts"
import type { Binaries } from "./binaries.ts"
import { giveTo, type Home } from "./home.ts"
import { runAs } from "./run-as.ts"

const passwordFile = "superuser-password"

/** Makes the cluster once and answers the superuser's password. A half-made cluster never gets the final name. */
export async function initialise(home: Home, binaries: Binaries): Promise<string> {
  if (existsSync(home.data)) return readPassword(home, binaries)

  const password = randomBytes(24).toString("base64url")
  const partial = `${home.data}.partial`
  const handedOver = join(partial, "..", "password.partial")

  await rm(partial, { recursive: true, force: true })
  await mkdir(partial)
  await giveTo(partial, home.account)
  await writeFile(handedOver, password, { mode: 0o600 })
  await giveTo(handedOver, home.account)
  await runInitdb(home, binaries, { partial, passwordFrom: handedOver })
  await rm(handedOver)
  await writeFile(join(home.folder, passwordFile), password, { mode: 0o600 })
  await rename(partial, home.data)
  return password
}

/**
 * ICU's root order sorts French and Arabic as people expect. Trigrams take their letters from the libc locale:
 * under plain C, "é" and every Arabic letter are no letters and searches find nothing.
 */
async function runInitdb(home: Home, binaries: Binaries, at: { partial: string; passwordFrom: string }): Promise<void> {
  const { code, output } = await runAs(home.account, join(binaries.folder, "bin", "initdb"), [
    `--pgdata=${at.partial}`,
    "--username=postgres",
    `--pwfile=${at.passwordFrom}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=icu",
    "--icu-locale=und",
    `--locale=${process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8"}`,
    "--lc-messages=C",
    "--data-checksums",
    "--no-instructions",
  ])
  if (code !== 0) stop(`Postgres could not create its data folder ${home.data}:\n${output}`)
}

async function readPassword(home: Home, binaries: Binaries): Promise<string> {
  const major = (await readFile(join(home.data, "PG_VERSION"), "utf8")).trim()
  if (!binaries.version.startsWith(`${major}.`)) {
    stop(`The data in ${home.data} is of Postgres ${major}, the installed one is ${binaries.version}.`)
  }
  return (await readFile(join(home.folder, passwordFile), "utf8")).trim()
}
