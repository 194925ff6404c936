import { shared } from "#kernel/query.ts"
import { routes } from "#kernel/routes.ts"
import { endpoints } from "./contract.ts"
import { listProducts } from "./list-products.ts"
import { listBoilers, listCategories } from "./list-shelves.ts"
import { showProduct } from "./show-product.ts"

export const catalogRoutes = routes(endpoints, {
  listProducts: shared((visit, { query }) => listProducts(visit, query)),
  showProduct: shared((visit, { params, query }) => showProduct(visit, { ...params, ...query })),
  listCategories: shared((visit, { query }) => listCategories(visit, query)),
  listBoilers: shared((visit) => listBoilers(visit, {})),
})
