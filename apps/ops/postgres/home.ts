import { randomBytes } from "node:crypto"
import { existsSync, readFileSync, statSync } from "node:fs"
import { chmod, chown, mkdir, realpath, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import { stop } from "../stop.ts"
import { type Account, accountOf, canReach, databaseAccount } from "./account.ts"

/** Where a cluster lives, and who runs it. `moved` is set when that is not below the state folder. */
export type Home = { folder: string; data: string; sockets: string; account: Account | undefined; moved: boolean }

/** A unix socket's whole path is limited to about 107 bytes, and the list of folders is split at commas. */
const socketFolderLimit = 80

/** Finds the home of this state folder's cluster, or makes one the database user can reach. */
export async function findHome(stateDir: string): Promise<Home> {
  const inside = join(stateDir, "postgres")
  const pointer = join(inside, "elsewhere")

  await mkdir(inside, { recursive: true })
  if (existsSync(pointer)) return home(readFileSync(pointer, "utf8").trim(), { moved: true })
  if (existsSync(join(inside, "data"))) return home(inside, { moved: false })

  const account = databaseAccount()
  if (account === undefined || canReach(inside, account)) return home(inside, { moved: false })

  const folder = await makeElsewhere(stateDir, account)
  await writeFile(pointer, folder)
  return home(folder, { moved: true })
}

/** The real path, since Postgres reports one and the system another when a symlink leads here. */
async function home(path: string, { moved }: { moved: boolean }): Promise<Home> {
  const folder = await realpath(path)
  const data = join(folder, "data")
  const account = existsSync(data) ? ownerOf(data) : databaseAccount()

  return { folder, data, sockets: await socketFolder(folder, account), account, moved }
}

/** Data keeps the user it was made for, whoever would be chosen today. */
function ownerOf(data: string): Account | undefined {
  const { uid, gid } = statSync(data)
  const self = process.getuid?.() ?? uid

  if (self === 0) return accountOf(uid) ?? { name: String(uid), uid, gid }
  if (self !== uid)
    stop(`The data in ${data} belongs to ${accountOf(uid)?.name ?? uid}. Start as that user or as root.`)
  return undefined
}

/** Named at random: a new checkout in an old place must not find the old data. */
async function makeElsewhere(stateDir: string, account: Account): Promise<string> {
  const name = `${basename(dirname(stateDir))}-${randomBytes(6).toString("hex")}`

  for (const parent of ["/var/lib/guichet", "/var/tmp/guichet", join(tmpdir(), "guichet")]) {
    const folder = join(parent, name)
    const made = await mkdir(folder, { recursive: true, mode: 0o755 }).catch(() => undefined)
    if (made && canReach(folder, account)) return folder
  }
  return stop(`The database user ${account.name} can reach none of /var/lib, /var/tmp and ${tmpdir()}.`)
}

async function socketFolder(folder: string, account: Account | undefined): Promise<string> {
  const inside = join(folder, "run")
  const usable = Buffer.byteLength(inside) <= socketFolderLimit && !/[,"']/.test(inside)
  const sockets = usable ? inside : join(tmpdir(), `guichet-${statSync(folder).ino}`)

  await mkdir(sockets, { recursive: true })
  await giveTo(sockets, account)
  return sockets
}

/** Makes a folder or file private to the database user. */
export async function giveTo(path: string, account: Account | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid)
  await chmod(path, statSync(path).isDirectory() ? 0o700 : 0o600)
}
