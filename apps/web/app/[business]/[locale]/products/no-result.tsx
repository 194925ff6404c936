import { ButtonLink } from "../../../../components/button.tsx"
import { Empty } from "../../../../components/empty.tsx"
import { Phone } from "../../../../components/said.tsx"
import { here } from "../../../../here.ts"
import { pathOf, type Sought } from "./sought.ts"

/** Nothing found: what to change, one thing at a time, and whom to ask. */
export async function NoResult({ sought }: { readonly sought: Sought }) {
  const { business, locale, t, to } = await here()
  const { q, category, boiler } = sought
  const ways = [
    q !== "" && boiler !== "" && { href: pathOf({ q }), text: t("web.none.any_boiler", { q }) },
    q !== "" && category !== "" && { href: pathOf({ q }), text: t("web.none.any_shelf", { q }) },
    q !== "" && boiler !== "" && { href: pathOf({ boiler }), text: t("web.none.all_fitting") },
    q === "" && category !== "" && boiler !== "" && { href: pathOf({ boiler }), text: t("web.none.all_fitting") },
    { href: "/products", text: t("web.none.all") },
  ].filter((way) => way !== false)

  return (
    <Empty title={q === "" ? t("web.none.title") : t("web.none.title_for", { q })}>
      <p>{t("web.none.about")}</p>
      <ul className="grid gap-2">
        {ways.map(({ href, text }) => (
          <li key={text}>
            <ButtonLink href={to(href)}>{text}</ButtonLink>
          </li>
        ))}
      </ul>
      <p>
        {t("web.none.ask")} <Phone e164={business.contacts.phone} locale={locale} className="font-semibold text-ink" />
      </p>
    </Empty>
  )
}
