import { BadgeCheck, ChevronRight, Truck, WalletCards } from "lucide-react"
import type { ReactNode } from "react"
import { endpoints as catalog } from "#modules/catalog/contract.ts"
import { endpoints as orders } from "#modules/orders/contract.ts"
import { api } from "../../../api.ts"
import { BookingCard } from "../../../components/booking/card.tsx"
import { Drawing } from "../../../components/drawing.tsx"
import { FinderTicket } from "../../../components/finder.tsx"
import { Page } from "../../../components/page.tsx"
import { ProductGrid } from "../../../components/product-card.tsx"
import { Phone } from "../../../components/said.tsx"
import { SearchForm } from "../../../components/search-form.tsx"
import { here } from "../../../here.ts"
import { needed } from "../../../needed.ts"

const picksCount = 8

/** The landing of a shop: what is your boiler, what do you look for, what do others take. */
export async function ShopHome() {
  const at = await here()
  const { t, to, visit, business } = at
  const locale = visit.language
  const [boilers, categories, picks, rates] = await Promise.all([
    api(catalog.listBoilers, {}),
    api(catalog.listCategories, { query: { locale } }),
    api(catalog.listProducts, { query: { locale, limit: picksCount } }),
    api(orders.listDeliveryRates, {}),
  ])
  const { items: products, total } = needed(picks)
  const shelves = needed(categories).items

  return (
    <Page path="">
      <div className="grid gap-6 wide:grid-cols-[1fr_minmax(22rem,26rem)] wide:items-start wide:gap-12">
        <div className="grid gap-3 wide:gap-5 wide:pt-4">
          <h1 className="text-xl font-semibold tracking-tight wide:text-[2.5rem] wide:leading-[1.1]">
            {t("web.home.title")}
          </h1>
          <p className="max-w-prose text-ink-2 wide:text-lg">{business.description}</p>
          <div className="mt-2 hidden max-w-prose wide:block">
            <Assurances rates={rates.ok ? rates.value.items : []} />
          </div>
        </div>
        <div className="grid gap-3">
          <FinderTicket brands={needed(boilers).items} />
          <BookingCard />
        </div>
      </div>

      <div className="grid gap-2 wide:hidden">
        <h2 className="font-medium">{t("web.home.or_search")}</h2>
        <SearchForm id="search-home" />
      </div>

      <section className="grid gap-4" aria-labelledby="shelves">
        <Heading id="shelves" aside={<More href={to("/products")}>{t("web.home.all_parts", { count: total })}</More>}>
          {t("web.home.shelves")}
        </Heading>
        <ul className="grid grid-cols-2 gap-3 wide:grid-cols-4">
          {shelves.map(({ slug, name, products: count, drawing }) => (
            <li key={slug} className="grid">
              <a
                href={to(`/products?category=${slug}`)}
                className="eases flex min-h-16 items-center gap-3 rounded-m border border-line bg-card p-3 hover:border-edge"
              >
                <Drawing
                  name={drawing ?? ""}
                  business={business.slug}
                  className="w-14 shrink-0 rounded-s p-1.5 *:w-full!"
                />
                <span className="grid min-w-0">
                  <span className="text-sm leading-snug font-medium">{name}</span>
                  <span className="num text-xs text-ink-2">{t("web.home.shelf_count", { count })}</span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      </section>

      <section className="grid gap-4" aria-labelledby="picks">
        <Heading id="picks">{t("web.home.picks")}</Heading>
        <ProductGrid products={products} at={at} />
      </section>

      <div className="wide:hidden">
        <Assurances rates={rates.ok ? rates.value.items : []} />
      </div>
      <Advice />
    </Page>
  )
}

export function Heading({ id, children, aside }: { id: string; children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <h2 id={id} className="text-lg font-semibold">
        {children}
      </h2>
      {aside}
    </div>
  )
}

function More({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <a href={href} className="link num -my-3 flex min-h-12 shrink-0 items-center gap-1 text-sm">
      {children}
      <ChevronRight size={16} className="points" aria-hidden />
    </a>
  )
}

type Rate = { readonly wilaya: number; readonly method: string; readonly price: { readonly amount: number } }

/** Three facts that decide whether people buy here: where to, how paid, what if it does not fit. */
async function Assurances({ rates }: { readonly rates: readonly Rate[] }) {
  const { t } = await here()
  const wilayas = new Set(rates.map(({ wilaya }) => wilaya)).size
  const facts = [
    { icon: Truck, title: t("web.home.delivery", { count: wilayas }), about: t("web.home.delivery_about") },
    { icon: WalletCards, title: t("web.home.payment"), about: t("web.home.payment_about") },
    { icon: BadgeCheck, title: t("web.home.fit"), about: t("web.home.fit_about") },
  ]
  return (
    <ul className="grid divide-y divide-line border-y border-line">
      {facts.map(({ icon: Icon, title, about }) => (
        <li key={title} className="flex gap-4 py-4">
          <Icon size={22} strokeWidth={1.5} className="mt-0.5 shrink-0 text-ink-2" aria-hidden />
          <span className="grid gap-0.5">
            <span className="font-medium">{title}</span>
            <span className="text-sm text-ink-2">{about}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

async function Advice() {
  const { business, locale, t } = await here()
  return (
    <section className="grid gap-2 rounded-m bg-none-soft p-5 wide:flex wide:items-center wide:justify-between wide:gap-8 wide:p-6">
      <div className="grid gap-1">
        <h2 className="text-lg font-semibold">{t("web.home.doubt")}</h2>
        <p className="text-ink-2">{t("web.home.doubt_about")}</p>
      </div>
      <p className="flex flex-wrap items-center gap-x-6 text-lg font-semibold">
        <span className="flex min-h-12 items-center">
          <Phone e164={business.contacts.phone} locale={locale} />
        </span>
        <a
          className="link flex min-h-12 items-center text-base"
          href={`https://wa.me/${business.contacts.whatsapp.slice(1)}`}
          rel="noreferrer"
        >
          {t("web.contact.whatsapp")}
        </a>
      </p>
    </section>
  )
}
