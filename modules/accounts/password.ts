import { hash, verify } from "@node-rs/argon2"
import type { VersionedKeys } from "#kernel/secrets.ts"
import { taken } from "./queue.ts"

/** What a row keeps of a password. The pepper is Argon2's own secret and lives outside the database. */
export type StoredPassword = { readonly hash: string; readonly pepperVersion: number }

/** Argon2id, 64 MiB, 3 passes, 1 lane: well above what OWASP asks for (19 MiB, 2 passes), about 60 ms here. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const
const stamp = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`

/** A password as it is stored: for the seed, and whoever sets one. */
export function hashPassword(password: string, peppers: VersionedKeys): Promise<StoredPassword> {
  return taken(async () => ({
    hash: await hash(written(password), { ...cost, secret: pepperOf(peppers, peppers.current) }),
    pepperVersion: peppers.current,
  }))
}

/**
 * Whether the password is right. Without an account it takes as long, so that time tells nobody who has one.
 * Refuses `sign_in_busy` when too many wait already.
 */
export async function isRight(
  password: string,
  stored: StoredPassword | null,
  peppers: VersionedKeys,
): Promise<boolean> {
  const nobody = { hash: await nobodys(peppers), pepperVersion: peppers.current }
  const compared = stored ?? nobody
  const secret = pepperOf(peppers, compared.pepperVersion)
  const right = await taken(() => verify(compared.hash, written(password), { secret }))
  return right && stored !== null
}

/** Whether the row should be written anew: another pepper is current, or the cost has been raised. */
export function isOutdated({ hash, pepperVersion }: StoredPassword, peppers: VersionedKeys): boolean {
  return pepperVersion !== peppers.current || !hash.startsWith(stamp)
}

/** The same letters however the keyboard composed them (NIST 800-63B). */
const written = (password: string) => password.normalize("NFKC")

function pepperOf(peppers: VersionedKeys, version: number): Buffer {
  const pepper = peppers.keys.get(version)
  if (pepper === undefined) throw new Error(`pepper version ${version} is not configured`)
  return pepper
}

const dummies = new WeakMap<VersionedKeys, Promise<string>>()
function nobodys(peppers: VersionedKeys): Promise<string> {
  const known = dummies.get(peppers)
  if (known !== undefined) return known
  const made = hash("nobody's password", { ...cost, secret: pepperOf(peppers, peppers.current) })
  dummies.set(peppers, made)
  return made
}
