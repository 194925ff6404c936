import type { Answered } from "#kernel/contract.ts"
import type { endpoints } from "#modules/catalog/contract.ts"
import type { Here } from "../here.ts"
import { Drawing } from "./drawing.tsx"
import { Money } from "./said.tsx"
import { StockChip } from "./stock-chip.tsx"

export type ProductSummary = Answered<typeof endpoints.listProducts>["items"][number]

type Shown = {
  readonly at: Here
  /** Kept on the way to a product: which boiler is looked for. */
  readonly query?: string
  /** Below a heading of the page, or below its title. */
  readonly heading?: "h2" | "h3"
}
type Props = Shown & { readonly product: ProductSummary }

export function ProductCard({ product, at: { business, locale, t, to }, query = "", heading: Heading = "h3" }: Props) {
  const { slug, name, brand, reference, drawing, price, variants } = product
  const hasPrices = new Set(variants.map((variant) => variant.price.amount)).size > 1
  return (
    <article className="eases relative flex flex-col overflow-hidden rounded-m border border-line bg-card hover:border-edge">
      <Drawing name={drawing} business={business.slug} className="aspect-4/3 border-b border-line" />
      <div className="grid flex-1 content-start gap-1.5 p-3 wide:p-4">
        <p className="truncate text-xs text-ink-2">
          {brand.name} · <bdi className="num">{reference}</bdi>
        </p>
        <Heading className="text-base leading-snug font-medium">
          <a href={to(`/products/${slug}${query}`)} className="after:absolute after:inset-0 after:rounded-m">
            {name}
          </a>
        </Heading>
      </div>
      <div className="grid gap-2 px-3 pb-3 wide:px-4 wide:pb-4">
        <StockChip available={Math.max(0, ...variants.map(({ available }) => available))} t={t} />
        <p className="font-semibold">
          {hasPrices && <span className="text-sm font-normal text-ink-2">{t("web.product.from")} </span>}
          <Money value={price} locale={locale} />
        </p>
      </div>
    </article>
  )
}

/** Two beside each other on a phone, four from 800 px on. */
export function ProductGrid({ products, ...shown }: Shown & { readonly products: readonly ProductSummary[] }) {
  return (
    <ul className="grid grid-cols-2 gap-3 wide:grid-cols-4 wide:gap-4">
      {products.map((product) => (
        <li key={product.id} className="grid">
          <ProductCard product={product} {...shown} />
        </li>
      ))}
    </ul>
  )
}
