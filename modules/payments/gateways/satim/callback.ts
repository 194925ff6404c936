import { createHmac, timingSafeEqual } from "node:crypto"

const unsigned = ["checksum", "sign_alias"]

/**
 * Whether a callback of the platform under SATIM is signed by our bank: HMAC-SHA256 in hex over `name;value;` of every
 * other parameter, by name. SATIM's own guide offers no callback; where a bank enables it, it only hastens a status read.
 */
export function isSatimCallbackGenuine(secret: string, params: URLSearchParams): boolean {
  const signed = [...params].filter(([name]) => !unsigned.includes(name))
  const text = signed.sort(byName).map(([name, value]) => `${name};${value};`)
  const expected = createHmac("sha256", secret).update(text.join("")).digest()
  const given = params.get("checksum") ?? ""
  return /^[0-9a-f]{64}$/i.test(given) && timingSafeEqual(Buffer.from(given, "hex"), expected)
}

function byName([a]: readonly string[], [b]: readonly string[]): number {
  return (a ?? "") < (b ?? "") ? -1 : 1
}
