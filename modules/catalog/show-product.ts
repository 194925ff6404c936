import type { Answered } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { ready } from "#kernel/ready.ts"
import { endpoints } from "./contract.ts"
import { findProduct } from "./queries/product.ts"
import { refuse } from "./refusals.ts"

/** Refuses `product_not_found`. */
export const showProduct = query({
  name: "catalog.show-product",
  needs: "catalog.read",
  input: endpoints.showProduct.params.extend(endpoints.showProduct.query.shape),

  async run({ tx, business }, { slug, locale }) {
    const found = await findProduct(tx, { slug, locale, currency: business.currency })
    if (found === null) return refuse("product_not_found", { slug })

    return ready<Answered<typeof endpoints.showProduct>>(found.answer)
  },
})
