import type { Chance } from "./chance.ts"
import { mdOrderOf, type Placed, type Shopper } from "./shopper.ts"

/** What people do at a counter with a card page: most pay and come back, and the others are who loses money elsewhere. */
const shares = {
  /** Pays the carrier. */
  cash: 0.2,
  "pays and comes back": 0.28,
  "pays and never comes back": 0.16,
  "is declined": 0.06,
  "is declined and pays at the second try": 0.07,
  "pays both tries": 0.06,
  cancels: 0.05,
  "leaves without paying": 0.06,
  /** After the hold is over, when the units may be somebody else's. */
  "pays too late": 0.06,
} as const
export type Habit = keyof typeof shares

const habits = Object.keys(shares).filter((name): name is Habit => name in shares)

export function habitOf(chance: Chance): Habit {
  let left = chance.share()
  for (const habit of habits) {
    left -= shares[habit]
    if (left < 0) return habit
  }
  return "pays and comes back"
}

export type Purchase = {
  readonly habit: Habit
  readonly key: string
  readonly order: unknown
  placed: Placed | null
  /** Where the order was to be paid, oldest first. */
  readonly pages: string[]
  /** Payments that the gateway took, as it calls them. */
  readonly paid: string[]
  /** The page to pay on did not come in time: the payer looks again later. */
  isWaiting: boolean
}

type Wish = { readonly number: number; readonly habit: Habit; readonly variantIds: readonly string[] }

/** Everybody has a phone of their own, and one in seven an address to write to. */
export function purchaseOf({ number, habit, variantIds }: Wish): Purchase {
  const order = {
    lines: variantIds.map((variantId) => ({ variantId, quantity: 1 })),
    customer: {
      name: `Client ${number}`,
      phone: `05${String(number).padStart(8, "0")}`,
      ...(number % 7 === 0 ? { email: `client-${number}@example.org` } : {}),
    },
    delivery: { method: "home", wilaya: 16, commune: "Bab Ezzouar", address: "Cité 5 juillet" },
    payment: { method: habit === "cash" ? "cash_on_delivery" : "satim" },
    acceptTerms: true,
    locale: "fr",
  }
  return { habit, key: `drill-${number}`, order, placed: null, pages: [], paid: [], isWaiting: false }
}

const glanceMs = 3_000

/** Orders, and pays as the habit has it, as far as the counter lets that happen now. */
export async function buy(shopper: Shopper, purchase: Purchase): Promise<void> {
  purchase.placed = await shopper.place(purchase.order, purchase.key)
  if (purchase.placed !== null && purchase.habit !== "cash") await goOn(shopper, purchase)
}

/** To the page where the order is paid, now or when the payer looks again. */
export async function goOn(shopper: Shopper, purchase: Purchase): Promise<void> {
  const { placed, habit, pages } = purchase
  if (placed === null) return
  const page = placed.redirectUrl ?? (await shopper.payingPage(placed.token, glanceMs))
  purchase.isWaiting = page === null
  if (page === null) return

  pages.push(page)
  await acts[habit]?.(shopper, purchase, page)
}

type Act = (shopper: Shopper, purchase: Purchase, page: string) => Promise<void>

const acts: { readonly [habit in Habit]?: Act } = {
  "pays and comes back": async (shopper, purchase, page) => back(shopper, await pay(shopper, purchase, page)),
  "pays and never comes back": async (shopper, purchase, page) => {
    await pay(shopper, purchase, page)
  },
  "is declined": async (shopper, _, page) => back(shopper, await shopper.atGateway(page, "declined")),
  "is declined and pays at the second try": async (shopper, purchase, page) => {
    await secondTry(shopper, purchase, page)
  },
  "pays both tries": async (shopper, purchase, page) => {
    await secondTry(shopper, purchase, page)
    await back(shopper, await pay(shopper, purchase, page))
  },
  cancels: async (shopper, _, page) => {
    await shopper.atGateway(page, "cancelled")
  },
}

/** A decline closes the first try only once it was looked at; who is told to wait has no second one. */
async function secondTry(shopper: Shopper, purchase: Purchase, page: string): Promise<void> {
  await back(shopper, await shopper.atGateway(page, "declined"))
  const again = await shopper.payAgain(purchase.placed?.token ?? "", `${purchase.key}-again`)
  if (again === null) return

  purchase.pages.push(again)
  await back(shopper, await pay(shopper, purchase, again))
}

/** Whoever left the page open pays on it, though the order was given up meanwhile. */
export async function payLate(
  shopper: Shopper,
  purchase: Purchase,
  { comesBack }: { comesBack: boolean },
): Promise<void> {
  const [page] = purchase.pages
  if (page === undefined) return
  await shopper.allowLate(page)
  const returnUrl = await pay(shopper, purchase, page)
  if (comesBack) await back(shopper, returnUrl)
}

async function pay(shopper: Shopper, { paid }: Purchase, page: string): Promise<string | null> {
  const returnUrl = await shopper.atGateway(page, "paid")
  if (returnUrl !== null) paid.push(mdOrderOf(page))
  return returnUrl
}

async function back(shopper: Shopper, returnUrl: string | null): Promise<void> {
  if (returnUrl !== null) await shopper.comeBack(returnUrl)
}
