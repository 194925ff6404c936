import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"

/** The system user Postgres runs as. Postgres refuses to run as root. */
export type Account = { name: string; uid: number; gid: number }

const nobody: Account = { name: "nobody", uid: 65534, gid: 65534 }

/** The user to run Postgres as when we are root; otherwise nothing, Postgres runs as ourselves. */
export function databaseAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined

  return (
    findAccount("guichet") ?? findAccount("postgres") ?? createAccount("guichet") ?? findAccount("nobody") ?? nobody
  )
}

/** The account that owns existing data, so that a user created later does not lock it out. */
export function accountOf(uid: number): Account | undefined {
  return passwdEntries().find((entry) => entry.uid === uid)
}

function findAccount(name: string): Account | undefined {
  return passwdEntries().find((entry) => entry.name === name && entry.uid !== 0)
}

/** Debian and most others have useradd; Alpine has adduser with other options. */
function createAccount(name: string): Account | undefined {
  const attempts: [string, string[]][] = [
    ["useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name]],
    ["adduser", ["-S", "-D", "-H", name]],
  ]
  for (const [command, args] of attempts) {
    if (spawnSync(command, args, { stdio: "ignore" }).status === 0) return findAccount(name)
  }
  return undefined
}

function passwdEntries(): Account[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4)
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

/** Whether the account (or ourselves) can enter `folder` and run or read what is in it. Tried, not computed. */
export function canReach(folder: string, account: Account | undefined): boolean {
  const tried = spawnSync("/bin/sh", ["-c", 'cd "$1" && ls . > /dev/null', "sh", folder], {
    cwd: "/",
    stdio: "ignore",
    ...(account && { uid: account.uid, gid: account.gid }),
  })
  return tried.status === 0
}
