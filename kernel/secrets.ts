import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import { base32 } from "./ids.ts"

/** Keys by version; the highest version writes, all of them read. */
export type VersionedKeys = { readonly current: number; readonly keys: ReadonlyMap<number, Buffer> }

function keyOf(keys: VersionedKeys, version: number): Buffer {
  const key = keys.keys.get(version)
  if (key === undefined) throw new Error(`key version ${version} is not configured`)
  return key
}

/** AES-256-GCM; nonce and tag travel with the ciphertext, `context` binds it to its row. */
export function sealed(plain: string, { keys, context }: { keys: VersionedKeys; context: string }): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", keyOf(keys, keys.current), nonce)
  cipher.setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

export function opened(
  box: Buffer,
  { keys, version, context }: { keys: VersionedKeys; version: number; context: string },
): string {
  const decipher = createDecipheriv("aes-256-gcm", keyOf(keys, version), box.subarray(0, 12))
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(box.subarray(12, 28))
  return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]).toString("utf8")
}

/** An opaque 256-bit token; only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString("base64url")
}

export function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest()
}

export function isSame(a: string | Buffer, b: string | Buffer): boolean {
  const [left, right] = [hashOf(a.toString()), hashOf(b.toString())]
  return timingSafeEqual(left, right)
}

/** The token of a guest link: 128 bits of HMAC, so that it can be made again and revoked by generation (data rule 4). */
export function linkToken(
  {
    businessId,
    dossierId,
    purpose,
    generation,
    version,
  }: { businessId: string; dossierId: string; purpose: string; generation: number; version: number },
  keys: VersionedKeys,
): string {
  const words = [String(version), businessId, dossierId, purpose, String(generation)].join("\n")
  return base32(createHmac("sha256", keyOf(keys, version)).update(words).digest().subarray(0, 16))
}
