import { Flame, X } from "lucide-react"
import { Button } from "../../../../components/button.tsx"
import { ModelPicker } from "../../../../components/model-picker.tsx"
import { here } from "../../../../here.ts"
import { pathOf, type Sought } from "./sought.ts"

type Named = { readonly slug: string; readonly name: string }
type Props = {
  readonly sought: Sought
  readonly shelves: readonly (Named & { readonly products: number })[]
  readonly brands: readonly (Named & { readonly boilers: readonly Named[] })[]
}

/** Which boiler, which shelf: links and one form, so that every choice has an address. */
export async function Filters({ sought, shelves, brands }: Props) {
  const { t, to } = await here()
  const { boiler } = sought
  const model = brands
    .flatMap(({ name, boilers }) => boilers.map((each) => ({ ...each, make: name })))
    .find(({ slug }) => slug === boiler)

  return (
    <aside className="grid min-w-0 content-start gap-4 wide:gap-8">
      <details
        className="group rounded-m border border-line bg-card wide:open:pb-1"
        open={sought.make !== "" && boiler === ""}
      >
        <summary className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 wide:py-3">
          <Flame size={20} strokeWidth={1.5} className="shrink-0 text-ink-2" aria-hidden />
          <span className="grid min-w-0 flex-1 basis-32">
            <span className="label">{t("web.finder.yours")}</span>
            <span className="font-medium">
              {model === undefined ? t("web.finder.choose") : `${model.make} ${model.name}`}
            </span>
          </span>
          <span className="link text-sm group-open:hidden wide:ms-8">
            {t(model === undefined ? "web.finder.say" : "web.finder.change")}
          </span>
        </summary>
        <form action={to("/products")} className="grid gap-4 p-4 pt-2">
          {sought.category !== "" && <input type="hidden" name="category" value={sought.category} />}
          {sought.q !== "" && <input type="hidden" name="q" value={sought.q} />}
          <ModelPicker
            brands={brands}
            brand={sought.make === "" ? undefined : sought.make}
            boiler={boiler}
            words={{
              brand: t("web.finder.brand"),
              model: t("web.finder.model"),
              anyBrand: t("web.finder.any_brand"),
              anyModel: t("web.finder.any_model"),
            }}
          />
          <Button wide>{t("web.finder.find")}</Button>
        </form>
        {model !== undefined && (
          <a
            className="link flex min-h-12 items-center gap-2 px-4 pb-2 text-sm"
            href={to(pathOf({ ...sought, boiler: "", make: "", page: 1 }))}
          >
            <X size={16} aria-hidden />
            {t("web.finder.forget")}
          </a>
        )}
      </details>

      <nav
        aria-label={t("web.home.shelves")}
        className="-mx-4 overflow-x-auto px-4 [scrollbar-width:none] wide:mx-0 wide:overflow-visible wide:px-0"
      >
        <ul className="flex gap-2 wide:grid wide:gap-0">
          <Shelf
            name={t("web.products.all_shelves")}
            href={to(pathOf({ ...sought, category: "", page: 1 }))}
            isOn={sought.category === ""}
          />
          {shelves.map(({ slug, name, products }) => (
            <Shelf
              key={slug}
              name={name}
              count={sought.q === "" && boiler === "" ? products : undefined}
              href={to(pathOf({ ...sought, category: slug, page: 1 }))}
              isOn={sought.category === slug}
            />
          ))}
        </ul>
      </nav>
    </aside>
  )
}

type ShelfProps = {
  readonly name: string
  readonly href: string
  readonly isOn: boolean
  readonly count?: number | undefined
}

function Shelf({ name, href, isOn, count }: ShelfProps) {
  return (
    <li className={`shrink-0 ${isOn ? "max-wide:-order-1" : ""}`}>
      <a
        href={href}
        aria-current={isOn ? "page" : undefined}
        className="eases flex min-h-12 items-center justify-between gap-3 rounded-full border border-line bg-card px-4 text-sm font-medium whitespace-nowrap text-ink-2 hover:text-ink aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:text-accent wide:min-h-11 wide:rounded-s wide:border-transparent wide:bg-transparent wide:px-3 wide:whitespace-normal wide:hover:bg-none-soft wide:aria-[current]:border-transparent"
      >
        {name}
        {count !== undefined && <span className="num hidden text-xs font-normal text-ink-3 wide:inline">{count}</span>}
      </a>
    </li>
  )
}
