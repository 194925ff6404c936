import { ChevronRight } from "lucide-react"
import { here } from "../../../../here.ts"
import { pathOf } from "./sought.ts"

type Named = { readonly slug: string; readonly name: string }

/** The make is known, the model is not: its models, to choose from. */
export async function Models({ make }: { readonly make: Named & { readonly boilers: readonly Named[] } }) {
  const { t, to } = await here()
  return (
    <section className="grid gap-3">
      <p className="text-ink-2">{t("web.finder.which", { make: make.name })}</p>
      <ul className="divide-y divide-line rounded-m border border-line bg-card">
        {make.boilers.map(({ slug, name }) => (
          <li key={slug}>
            <a
              href={to(pathOf({ boiler: slug }))}
              className="eases flex min-h-14 items-center justify-between gap-3 px-4 font-medium hover:bg-none-soft"
            >
              {name}
              <ChevronRight size={18} className="points text-ink-3" aria-hidden />
            </a>
          </li>
        ))}
      </ul>
      <p className="text-sm text-ink-2">{t("web.finder.where")}</p>
    </section>
  )
}
