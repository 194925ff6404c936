import type { Answered } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { ready } from "#kernel/ready.ts"
import { endpoints } from "./contract.ts"
import * as queries from "./queries/list.ts"

/** One page of cards with live stock, written as JSON by one statement. */
export const listProducts = query({
  name: "catalog.list-products",
  needs: "catalog.read",
  input: endpoints.listProducts.query,

  async run({ tx, business }, { q = "", category = null, brand = null, boiler = null, ...page }) {
    const asked = { ...page, category, brand, boiler, currency: business.currency }
    const { answer } =
      q.trim() === ""
        ? await queries.listProducts(tx, asked)
        : await queries.searchProducts(tx, { ...asked, businessId: business.id, q })
    return ready<Answered<typeof endpoints.listProducts>>(answer)
  },
})
