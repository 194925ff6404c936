import { shared } from "#kernel/query.ts"
import { routes } from "#kernel/routes.ts"
import { endpoints } from "./contract.ts"
import { communesOf, placeName, wilaya, wilayas } from "./places.ts"
import { refuse } from "./refusals.ts"
import { showBusiness } from "./show-business.ts"
import { showLegalText } from "./show-legal-text.ts"

export const businessRoutes = routes(endpoints, {
  showBusiness: shared((visit, { query }) => showBusiness(visit, query)),
  showLegalText: shared((visit, { params, query }) => showLegalText(visit, { ...params, ...query })),
  async listWilayas({ business }, { query: { locale } }) {
    const served = business.country === "DZ" ? wilayas() : []
    return { items: served.map((place) => ({ code: place.code, name: placeName(place, locale) })) }
  },
  async listCommunes({ business }, { params, query: { locale } }) {
    const found = business.country === "DZ" ? wilaya(params.wilaya) : undefined
    if (found === undefined) return refuse("place_not_found", { code: params.wilaya })

    const items = communesOf(found.code).map((commune) => ({
      name: placeName(commune, locale),
      postalCode: commune.postalCode,
    }))
    return { code: found.code, name: placeName(found, locale), items }
  },
})
