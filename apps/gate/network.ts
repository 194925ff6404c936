import { isIPv4, isIPv6 } from "node:net"

/**
 * The network that one visitor has to themselves: limits count it, and programs without cookies are told apart by it.
 * An IPv6 subscriber holds a /64 at least and can change address with every request; IPv4 in IPv6 dress is IPv4.
 */
export function networkOf(address: string): string {
  const [plain = ""] = address.split("%", 1)
  if (!isIPv6(plain)) return address

  const groups = groupsOf(plain)
  const [high = 0, low = 0] = groups.slice(6)
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMapped) return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".")
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`
}

/** All eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = "", tail] = address.split("::")
  const [left, right] = [numbersOf(head), numbersOf(tail ?? "")]
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right]
}

function numbersOf(part: string): number[] {
  if (part === "") return []
  return part.split(":").flatMap((group) => {
    if (!isIPv4(group)) return Number.parseInt(group, 16)
    const [a = 0, b = 0, c = 0, d = 0] = group.split(".").map(Number)
    return [a * 256 + b, c * 256 + d]
  })
}
