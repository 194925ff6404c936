import { ButtonLink } from "../components/button.tsx"
import { Ticket } from "../components/ticket.tsx"
import { businessHere } from "../here.ts"
import { addressOf, visitNow } from "../visit.ts"
import { wordsOf } from "../words.ts"

/** Nothing at this address, or nothing that this visitor may see: the same page for both. */
export default async function NotFound() {
  const visit = await visitNow()
  const found = await businessHere()
  const business = found?.ok ? found.value : null
  const t = wordsOf({ language: visit.language, country: business?.country ?? "DZ" })

  return (
    <main className="gutter grid min-h-dvh max-w-lg! content-center py-10">
      <title>{t("web.missing.title")}</title>
      <Ticket
        stub={
          <div className="grid gap-2">
            <p className="mono text-ink-3">404</p>
            <h1 className="text-xl font-semibold">{t("web.missing.title")}</h1>
          </div>
        }
      >
        <div className="grid gap-5">
          <p className="text-ink-2">{t("web.missing.about")}</p>
          <ButtonLink href={business === null ? "/" : addressOf(visit, "")} kind="primary" wide>
            {business === null ? t("web.missing.home") : t("web.missing.back", { business: business.name })}
          </ButtonLink>
        </div>
      </Ticket>
    </main>
  )
}
