import type { Books, ShopOrder } from "./books.ts"

/** What the buyers of a drill know: which numbers they were given, under which key, and what the gateway took from them. */
export type Known = { readonly key: string; readonly number: string | null; readonly paid: readonly string[] }

/** Every way in which the books contradict the buyers or each other, one line each; none when all is well. */
export function judged(known: readonly Known[], books: Books): string[] {
  return [
    ...judgedKeys(known, books),
    ...judgedPayers(known, books),
    ...books.orders.flatMap((order) => judgedMoney(order, books)),
    ...books.shelves
      .filter(({ stocked, onHand, reserved, held, taken }) => onHand + taken !== stocked || reserved !== held)
      .map((shelf) => `stock does not add up: ${JSON.stringify(shelf)}`),
    ...books.loose.map(({ what, count, some }) => `left half done: ${count} ${what}: ${some.join(", ")}`),
    ...books.ended.map(({ name, log }) => `${name} ended by itself: ${log}`),
  ]
}

/** One key makes one order, and every order that was acknowledged is there. */
function judgedKeys(known: readonly Known[], { orders }: Books): string[] {
  return known.flatMap(({ key, number }) => {
    const made = orders.filter(({ keys }) => keys.includes(key))
    if (made.length > 1) return [`key ${key} made ${made.length} orders`]
    if (number === null) return made.map((order) => `order ${order.number} of key ${key} is there, and nobody was told`)
    return made[0]?.number === number ? [] : [`order ${number} was acknowledged under key ${key} and is gone`]
  })
}

/** Whoever paid was served or has the money back. */
function judgedPayers(known: readonly Known[], { orders, gateway }: Books): string[] {
  const held = new Map(gateway.map(({ mdOrder, depositMinor }) => [mdOrder, depositMinor]))
  return known.flatMap(({ number, paid }) =>
    paid.flatMap((mdOrder) => {
      const order = orders.find(({ pages }) => pages.includes(mdOrder))
      if (held.get(mdOrder) === 0 || (order !== undefined && isServed(order))) return []
      return [`payment ${mdOrder} of order ${number} is kept, and the order is ${stateOf(order)}`]
    }),
  )
}

/** What an order says of its money is what the gateway holds for it, once. */
function judgedMoney(order: ShopOrder, { gateway }: Books): string[] {
  const keptMinor = gateway
    .filter(({ mdOrder }) => order.pages.includes(mdOrder))
    .reduce((sum, { depositMinor }) => sum + depositMinor, 0)
  const expectedMinor = isServed(order) && order.paymentMethod === "satim" ? order.totalMinor : 0
  if (keptMinor === expectedMinor) return []
  return [`the gateway holds ${keptMinor} for order ${order.number}, which is ${stateOf(order)} at ${order.totalMinor}`]
}

const isServed = ({ paymentStatus, fulfilmentStatus }: ShopOrder) =>
  paymentStatus === "paid" && fulfilmentStatus !== "cancelled"

const stateOf = (order: ShopOrder | undefined) =>
  order === undefined ? "unknown" : `${order.paymentStatus} and ${order.fulfilmentStatus}`
