import type { House } from "../../../checks/testing/house.ts"
import { placeOrder } from "../place-order.ts"

type Wanted = {
  readonly method?: "satim" | "cash_on_delivery"
  readonly lines?: readonly { variantId: string; quantity: number }[]
  readonly phone?: string
}

/** What a visitor of the small house sends. */
export function orderBody(
  house: Pick<House, "shelf">,
  { method = "cash_on_delivery", lines, phone = "0550123456" }: Wanted = {},
) {
  return {
    lines: lines ?? [
      { variantId: house.shelf.joint, quantity: 2 },
      { variantId: house.shelf.pump, quantity: 1 },
    ],
    customer: { name: "Nadia Benali", phone },
    delivery: { method: "home", wilaya: 16, commune: "Bab Ezzouar", address: "Cité 5 juillet, bât. 12" },
    payment: { method },
    acceptTerms: true,
    locale: "fr",
  }
}

export function placed(house: House, wanted: Wanted = {}) {
  return placeOrder(house.anyone(), orderBody(house, wanted))
}

/** The refusal of a verb that must not work, as code and facts. */
export async function refusal(
  attempt: Promise<unknown>,
): Promise<{ code: string; facts: Readonly<Record<string, unknown>> }> {
  try {
    await attempt
  } catch (error) {
    if (error instanceof Error && "code" in error && "facts" in error)
      return { code: String(error.code), facts: { ...(error.facts as object) } }
    throw error
  }
  throw new Error("it was not refused")
}
