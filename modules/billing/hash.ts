import { createHash } from "node:crypto"

/** RFC 8785: keys by UTF-16 code unit, numbers as ECMAScript writes them, no spaces. Refuses (TypeError) what is not JSON. */
export function canonicalJson(content: unknown): string {
  if (content === null || typeof content === "boolean") return String(content)
  if (typeof content === "string" && content.isWellFormed()) return JSON.stringify(content)
  if (typeof content === "number" && Number.isFinite(content)) return JSON.stringify(content)
  // Array.from, because map would skip the holes of a sparse array.
  if (Array.isArray(content)) return `[${Array.from(content, (item) => canonicalJson(item)).join(",")}]`
  if (isPlainObject(content)) return `{${Object.keys(content).sort().map(memberOf(content)).join(",")}}`

  throw new TypeError(`no canonical JSON for ${typeof content}`)
}

/** SHA-256, in hex, of the previous link ("" before the first of a chain) and this content. */
export function chainedHash(previousHash: string, content: unknown): string {
  return createHash("sha256")
    .update(`${previousHash}\n${canonicalJson(content)}`, "utf8")
    .digest("hex")
}

export type ChainLink = { readonly content: unknown; readonly hash: string; readonly previousHash: string }

/** Index of the first link that does not follow from the one before it, or null when the chain holds. */
export function brokenLink(links: readonly ChainLink[]): number | null {
  const broken = links.findIndex(({ content, hash, previousHash }, i) => {
    const expected = links[i - 1]?.hash ?? ""
    return previousHash !== expected || hash !== chainedHash(previousHash, content)
  })
  return broken === -1 ? null : broken
}

function isPlainObject(content: unknown): content is Record<string, unknown> {
  if (typeof content !== "object" || content === null) return false
  const prototype: unknown = Object.getPrototypeOf(content)
  return prototype === Object.prototype || prototype === null
}

function memberOf(content: Record<string, unknown>) {
  return (key: string) => `${canonicalJson(key)}:${canonicalJson(content[key])}`
}
