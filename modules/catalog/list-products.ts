import type * as z from "zod"
import type { Business } from "#kernel/actor.ts"
import type { Answered } from "#kernel/contract.ts"
import type { Tx } from "#kernel/database/transaction.ts"
import { query } from "#kernel/query.ts"
import { ready } from "#kernel/ready.ts"
import { endpoints } from "./contract.ts"
import * as queries from "./queries/list.ts"

type Asked = z.output<typeof endpoints.listProducts.query>

/** One page of cards with live stock, written as JSON by one statement. */
export const listProducts = query({
  name: "catalog.list-products",
  needs: "catalog.read",
  input: endpoints.listProducts.query,

  async run({ tx, business }, asked) {
    const { answer } = await found(tx, business, asked)
    return ready<Answered<typeof endpoints.listProducts>>(answer)
  },
})

function found(tx: Tx, business: Business, { q = "", category, brand, boiler, page, limit, locale }: Asked) {
  const paged = { page, limit, locale, currency: business.currency }
  const filters = { category: category ?? null, brand: brand ?? null, boiler: boiler ?? null }
  const search = { q, businessId: business.id }
  const isFiltered = Object.values(filters).some((filter) => filter !== null)

  if (q.trim() === "")
    return isFiltered ? queries.listFiltered(tx, { ...paged, ...filters }) : queries.listAll(tx, paged)
  return isFiltered
    ? queries.searchFiltered(tx, { ...paged, ...search, ...filters })
    : queries.searchAll(tx, { ...paged, ...search })
}
