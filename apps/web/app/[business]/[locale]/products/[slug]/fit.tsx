import { endpoints } from "#modules/catalog/contract.ts"
import { api } from "../../../../../api.ts"
import { Button } from "../../../../../components/button.tsx"
import { ModelPicker } from "../../../../../components/model-picker.tsx"
import { Notice } from "../../../../../components/notice.tsx"
import { here } from "../../../../../here.ts"
import { isolated } from "../../../../../words.ts"

type Named = { readonly slug: string; readonly name: string }
type Boiler = Named & { readonly brand: Named }
/** More models than this are folded away. */
const few = 12

type Props = { readonly slug: string; readonly fits: readonly Boiler[]; readonly boiler: string }

/** Does it fit? The answer for one's own boiler first, then all the boilers it goes into. */
export async function Fit({ slug, fits, boiler }: Props) {
  const { t, to } = await here()
  const asked = await api(endpoints.listBoilers, {})
  const brands = asked.ok ? asked.value.items : []
  const mine = brands
    .flatMap(({ name, boilers }) => boilers.map((each) => ({ ...each, make: name })))
    .find((each) => each.slug === boiler)
  const does = fits.some((each) => each.slug === boiler)

  return (
    <section
      id="fits"
      className="grid gap-3 rounded-m border border-line bg-card p-4 wide:p-5"
      aria-labelledby="fits-title"
    >
      <h2 id="fits-title" className="text-base font-semibold">
        {t("web.fit.title")}
      </h2>
      {mine !== undefined && (
        <Notice tone={does ? "good" : "bad"}>
          <p className="font-medium">
            {t(does ? "web.fit.yes" : "web.fit.no", { boiler: isolated(`${mine.make} ${mine.name}`) })}
          </p>
          {!does && (
            <a className="link text-sm" href={to(`/products?boiler=${boiler}`)}>
              {t("web.fit.others")}
            </a>
          )}
        </Notice>
      )}
      {fits.length > few ? (
        <details>
          <summary className="link flex min-h-12 w-fit items-center text-sm font-medium">
            {t("web.fit.all", { count: fits.length })}
          </summary>
          <Models fits={fits} />
        </details>
      ) : (
        <Models fits={fits} />
      )}
      <details className="group">
        <summary className="link flex min-h-12 w-fit items-center text-sm font-medium">
          {t(mine === undefined ? "web.fit.check" : "web.fit.check_other")}
        </summary>
        <form action={`${to(`/products/${slug}`)}#fits`} className="grid gap-4 pt-2">
          <ModelPicker
            brands={brands}
            boiler={boiler}
            words={{
              brand: t("web.finder.brand"),
              model: t("web.finder.model"),
              anyBrand: t("web.finder.any_brand"),
              anyModel: t("web.finder.any_model"),
            }}
          />
          <Button>{t("web.fit.do")}</Button>
        </form>
      </details>
    </section>
  )
}

function Models({ fits }: { readonly fits: readonly Boiler[] }) {
  return (
    <dl className="grid gap-2 text-sm">
      {[...byBrand(fits)].map(([brand, models]) => (
        <div key={brand}>
          <dt className="font-medium">{brand}</dt>
          <dd dir="ltr" className="text-ink-2 [:lang(ar)_&]:text-right">
            {models.join(" · ")}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function byBrand(fits: readonly Boiler[]): Map<string, string[]> {
  const brands = new Map<string, string[]>()
  for (const { name, brand } of fits) brands.set(brand.name, [...(brands.get(brand.name) ?? []), name])
  return brands
}
