export type CartLine = { readonly variantId: string; readonly quantity: number }

/** What an order can hold: the contract of `placeOrder`. */
const linesMax = 50
const quantityMax = 99
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads `<variant>*<quantity>.…`; whatever a visitor made of the cookie, the lines that make sense remain. */
export function cartFrom(text: string | undefined): CartLine[] {
  const lines = new Map<string, number>()
  for (const entry of (text ?? "").split(".")) {
    const [variantId = "", quantity = ""] = entry.split("*")
    if (uuid.test(variantId) && /^[1-9]\d?$/.test(quantity)) lines.set(variantId, Number(quantity))
  }
  return [...lines].slice(0, linesMax).map(([variantId, quantity]) => ({ variantId, quantity }))
}

export function cartText(lines: readonly CartLine[]): string {
  return lines.map(({ variantId, quantity }) => `${variantId}*${quantity}`).join(".")
}

/** More of a variant, new ones at the end; a cart that is full stays as it is. */
export function withMore(lines: readonly CartLine[], { variantId, quantity }: CartLine): CartLine[] {
  const held = lines.find((line) => line.variantId === variantId)?.quantity ?? 0
  return withQuantity(lines, { variantId, quantity: held + quantity })
}

/** Exactly so many of a variant; none takes the line away. */
export function withQuantity(lines: readonly CartLine[], { variantId, quantity }: CartLine): CartLine[] {
  const isHeld = lines.some((line) => line.variantId === variantId)
  if (quantity < 1) return lines.filter((line) => line.variantId !== variantId)

  const line = { variantId, quantity: Math.min(quantity, quantityMax) }
  if (isHeld) return lines.map((other) => (other.variantId === variantId ? line : other))
  return [...lines, line].slice(0, linesMax)
}

export function unitsIn(lines: readonly CartLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0)
}
