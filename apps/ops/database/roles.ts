import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto"

/** What each role is for: architecture, data rule 2. */
export const roles = ["guichet_owner", "guichet_app", "guichet_jobs", "guichet_readonly"] as const

export type Role = (typeof roles)[number]
export type Passwords = Readonly<Record<Role, string>>

/** One connection address per role, to the same database. */
export type RoleUrls = { ownerUrl: string; appUrl: string; jobsUrl: string; readonlyUrl: string }

export function randomPasswords(): Passwords {
  const password = () => randomBytes(24).toString("base64url")
  return { guichet_owner: password(), guichet_app: password(), guichet_jobs: password(), guichet_readonly: password() }
}

/** The addresses of the four roles on the server that `anyUrl` names. */
export function roleUrls(anyUrl: string, database: string, passwords: Passwords): RoleUrls {
  const urlOf = (role: Role) => {
    const url = new URL(anyUrl)
    url.username = role
    url.password = passwords[role]
    url.pathname = `/${database}`
    return url.href
  }
  return {
    ownerUrl: urlOf("guichet_owner"),
    appUrl: urlOf("guichet_app"),
    jobsUrl: urlOf("guichet_jobs"),
    readonlyUrl: urlOf("guichet_readonly"),
  }
}

/** What Postgres stores instead of the password (RFC 5803), so that neither its log nor a printed statement shows it. */
export function scramVerifier(password: string): string {
  const salt = randomBytes(16)
  const iterations = 4096
  const salted = pbkdf2Sync(password.normalize("NFKC"), salt, iterations, 32, "sha256")
  const hmac = (text: string) => createHmac("sha256", salted).update(text).digest()
  const storedKey = createHash("sha256").update(hmac("Client Key")).digest("base64")

  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${storedKey}:${hmac("Server Key").toString("base64")}`
}
