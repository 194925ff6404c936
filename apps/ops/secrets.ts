import { randomBytes } from "node:crypto"
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"
import { type Passwords, randomPasswords, roles } from "./database/roles.ts"

const shape = z.object({
  GUICHET_SECRET_KEY: z.string(),
  GUICHET_LINK_KEY: z.string(),
  GUICHET_PEPPER: z.string(),
  GUICHET_INTERNAL_TOKEN: z.string(),
  passwords: z.record(z.enum(roles), z.string()),
})

export type LocalSecrets = z.output<typeof shape>

/** The secrets of a counter on a laptop, made at its first start. A server gets its own from its environment. */
export function localSecrets(stateDir: string): LocalSecrets {
  const path = join(stateDir, "secrets.json")
  if (existsSync(path)) return shape.parse(JSON.parse(readFileSync(path, "utf8")))

  const secrets = newSecrets()
  const partial = `${path}.partial`
  writeFileSync(partial, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(partial, path)
  return secrets
}

export function newSecrets(): LocalSecrets & { passwords: Passwords } {
  const key = () => `v1:${randomBytes(32).toString("base64")}`
  return {
    GUICHET_SECRET_KEY: key(),
    GUICHET_LINK_KEY: key(),
    GUICHET_PEPPER: key(),
    GUICHET_INTERNAL_TOKEN: randomBytes(32).toString("base64url"),
    passwords: randomPasswords(),
  }
}
