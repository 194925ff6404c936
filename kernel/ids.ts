import { createHash, randomBytes, randomFillSync, randomInt } from "node:crypto"

/** Twelve bits count what is made within one millisecond; a random start in the lower half leaves room to count. */
const lastCount = 0xfff
const anyStart = () => randomInt(0x800)

/**
 * A maker of UUIDv7 (RFC 9562, method 1): the time in milliseconds, a counter, then 62 random bits. Each id is greater
 * than the one before it, also when the clock stands or goes back; a full counter borrows the next millisecond.
 */
export function idMaker(clockMs: () => number = Date.now): () => string {
  let ms = -1
  let count = 0
  return () => {
    const nowMs = clockMs()
    if (nowMs <= ms && count < lastCount) count += 1
    else [ms, count] = [Math.max(nowMs, ms + 1), anyStart()]
    return uuid7(ms, count)
  }
}

/** Of this process: the events that one command leaves keep their order. */
export const newId = idMaker()

function uuid7(ms: number, count: number): string {
  const bytes = randomFillSync(Buffer.alloc(16))
  bytes.writeUIntBE(ms, 0, 6)
  bytes.writeUInt16BE(0x7000 | count, 6)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A UUID that is always the same for the same words: seeds and derived rows. */
export function idOf(...words: readonly string[]): string {
  const hex = createHash("sha256").update(words.join("\u0000")).digest("hex")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

// Crockford's letters without I, L, O and U: read aloud without doubt.
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** A public number that people read aloud, unguessable within a business: `CMD-7K3F-92QX` (40 random bits). */
export function newNumber(prefix: string): string {
  const code = [...randomBytes(8)].map((byte) => letters[byte & 31]).join("")
  return `${prefix}-${code.slice(0, 4)}-${code.slice(4)}`
}

/** Base32 of bytes in lower case, for links: no letter is lost when somebody types it. */
export function base32(bytes: Uint8Array): string {
  let bits = 0
  let value = 0
  let out = ""
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      out += letters[(value >>> (bits - 5)) & 31]
      bits -= 5
    }
    value &= (1 << bits) - 1
  }
  if (bits > 0) out += letters[(value << (5 - bits)) & 31]
  return out.toLowerCase()
}
