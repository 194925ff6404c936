import type { Metadata } from "next"
import { endpoints } from "#modules/catalog/contract.ts"
import { api } from "../../../../api.ts"
import { Page } from "../../../../components/page.tsx"
import { Pagination } from "../../../../components/pagination.tsx"
import { ProductGrid } from "../../../../components/product-card.tsx"
import { SearchForm } from "../../../../components/search-form.tsx"
import { type Here, here, shopHere } from "../../../../here.ts"
import { needed } from "../../../../needed.ts"
import { isolated } from "../../../../words.ts"
import { Filters } from "./filters.tsx"
import { Models } from "./models.tsx"
import { NoResult } from "./no-result.tsx"
import { pathOf, type Search, type Sought, soughtFrom } from "./sought.ts"

const perPage = 24

type Props = { readonly searchParams: Promise<Search> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { t } = await here()
  const { q } = soughtFrom(await searchParams)
  return { title: q === "" ? t("web.products.all") : t("web.products.search", { q }) }
}

export default async function Products({ searchParams }: Props) {
  const at = await shopHere()
  const locale = at.visit.language
  const sought = soughtFrom(await searchParams)
  const { q, category, brand, boiler, page } = sought
  const [found, categories, boilers] = await Promise.all([
    api(endpoints.listProducts, { query: { q, category, brand, boiler, page, limit: perPage, locale } }),
    api(endpoints.listCategories, { query: { locale } }),
    api(endpoints.listBoilers, {}),
  ])
  const shelves = needed(categories).items
  const brands = needed(boilers).items
  const { items, total } = needed(found)
  const make = brands.find(({ slug }) => slug === sought.make)
  const asksModel = make !== undefined && boiler === "" && q === ""

  return (
    <Page path={pathOf(sought)} search={q}>
      <div className="wide:hidden">
        <SearchForm id="search-shelf" value={q} />
      </div>
      <div className="grid gap-6 wide:grid-cols-[15rem_1fr] wide:gap-10">
        <Filters sought={sought} shelves={shelves} brands={brands} />
        <div className="grid min-w-0 content-start gap-5">
          <div className="flex items-baseline justify-between gap-4">
            <h1 className="text-lg font-semibold wide:text-xl">{titleOf({ at, sought, shelves, brands })}</h1>
            {!asksModel && (
              <p className="num shrink-0 text-sm text-ink-2">{at.t("web.products.count", { count: total })}</p>
            )}
          </div>
          {asksModel ? (
            <Models make={make} />
          ) : items.length === 0 ? (
            <NoResult sought={sought} />
          ) : (
            <ProductGrid heading="h2" products={items} at={at} query={boiler === "" ? "" : `?boiler=${boiler}`} />
          )}
          <Pagination
            page={page}
            pages={Math.ceil(total / perPage)}
            t={at.t}
            to={(other) => at.to(pathOf({ ...sought, page: other }))}
          />
        </div>
      </div>
    </Page>
  )
}

type Named = { readonly slug: string; readonly name: string }
type Titled = {
  readonly at: Here
  readonly sought: Sought
  readonly shelves: readonly Named[]
  readonly brands: readonly (Named & { readonly boilers: readonly Named[] })[]
}

function titleOf({ at: { t }, sought, shelves, brands }: Titled): string {
  const boiler = brands
    .flatMap((brand) => brand.boilers.map((each) => ({ ...each, brand })))
    .find(({ slug }) => slug === sought.boiler)
  const shelf = shelves.find(({ slug }) => slug === sought.category)
  if (sought.q !== "") return t("web.products.search", { q: isolated(sought.q) })
  if (boiler !== undefined)
    return t("web.products.fitting", { boiler: isolated(`${boiler.brand.name} ${boiler.name}`) })
  return shelf?.name ?? t("web.products.all")
}
