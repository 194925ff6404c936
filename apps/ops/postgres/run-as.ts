import { spawn } from "node:child_process"
import type { Account } from "./account.ts"

/** Nothing of ours, and no PG* variable that would turn Postgres elsewhere. */
export const plainEnvironment = { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C" }

export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {}
}

/** Runs a program to its end as the given account and collects what it says. */
export function runAs(
  account: Account | undefined,
  program: string,
  args: string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: "/", env: plainEnvironment, ...identity(account) })
    let output = ""

    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString()
      })
    }
    child.on("error", reject)
    child.on("close", (code) => resolve({ code, output }))
  })
}
