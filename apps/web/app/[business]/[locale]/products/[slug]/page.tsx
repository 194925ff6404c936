import { ChevronRight } from "lucide-react"
import type { Metadata } from "next"
import { cache } from "react"
import { formatMoney, formatPercent } from "#kernel/format.ts"
import { endpoints } from "#modules/catalog/contract.ts"
import { api } from "../../../../../api.ts"
import { Drawing } from "../../../../../components/drawing.tsx"
import { Page } from "../../../../../components/page.tsx"
import { ProductGrid } from "../../../../../components/product-card.tsx"
import { Money } from "../../../../../components/said.tsx"
import { here, shopHere } from "../../../../../here.ts"
import { needed } from "../../../../../needed.ts"
import { visitNow } from "../../../../../visit.ts"
import { type Search, soughtFrom } from "../sought.ts"
import { Buy } from "./buy.tsx"
import { Fit } from "./fit.tsx"

type Props = { readonly params: Promise<{ slug: string }>; readonly searchParams: Promise<Search> }

const productNamed = cache(async (slug: string) => {
  const { language } = await visitNow()
  return needed(await api(endpoints.showProduct, { params: { slug }, query: { locale: language } }))
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await here()
  const { name, price, description } = await productNamed((await params).slug)
  const said = formatMoney({ amountMinor: price.amount, currency: price.currency }, locale)
  return { title: `${name}, ${said}`, description: description.slice(0, 160) }
}

export default async function Product({ params, searchParams }: Props) {
  const at = await shopHere()
  const { business, locale, t, to } = at
  const product = await productNamed((await params).slug)
  const { boiler } = soughtFrom(await searchParams)
  const { name, brand, category, reference, drawing, price, variants, description, vatPercent, fits, related } = product

  return (
    <Page path={`/products/${product.slug}${boiler === "" ? "" : `?boiler=${boiler}`}`}>
      <div className="grid gap-6 wide:grid-cols-2 wide:items-start wide:gap-12">
        <div className="grid gap-3">
          <nav aria-label={t("web.product.path")}>
            <ol className="flex flex-wrap items-center gap-x-1 text-sm text-ink-2">
              <Step href={to("/products")}>{t("web.products.all")}</Step>
              <Step href={to(`/products?category=${category.slug}`)}>{category.name}</Step>
            </ol>
          </nav>
          <Drawing name={drawing} business={business.slug} className="aspect-4/3 rounded-m border border-line" />
        </div>

        <div className="grid gap-6 wide:row-span-2">
          <div className="grid gap-2">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
              {brand.name}
              <bdi className="num font-medium">{reference}</bdi>
            </p>
            <h1 className="text-xl font-semibold tracking-tight">{name}</h1>
            <p className="flex flex-wrap items-baseline gap-x-3">
              {variants.length > 1 && <span className="text-ink-2">{t("web.product.from")}</span>}
              <Money value={price} locale={locale} className="text-xl font-semibold" />
              <span className="text-sm text-ink-2">
                {t("web.product.vat", { rate: formatPercent(vatPercent, locale) })}
              </span>
            </p>
          </div>
          <Buy variants={variants} />
          <Fit slug={product.slug} fits={fits} boiler={boiler} />
        </div>

        <section className="grid gap-2">
          <h2 className="text-lg font-semibold">{t("web.product.about")}</h2>
          <p className="max-w-prose text-ink-2">{description}</p>
        </section>
      </div>

      {related.length > 0 && (
        <section className="grid gap-4" aria-labelledby="related">
          <h2 id="related" className="text-lg font-semibold">
            {t("web.product.related")}
          </h2>
          <ProductGrid products={related} at={at} />
        </section>
      )}
    </Page>
  )
}

function Step({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <li className="flex items-center gap-1">
      <a href={href} className="flex min-h-12 items-center hover:underline wide:min-h-8">
        {children}
      </a>
      <ChevronRight size={14} className="points text-ink-3" aria-hidden />
    </li>
  )
}
