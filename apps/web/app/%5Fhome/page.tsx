import type { Metadata } from "next"
import { endpoints } from "#modules/businesses/contract.ts"
import { accentOf } from "../../accent.ts"
import { api, askBusinesses } from "../../api.ts"
import { Chip } from "../../components/chip.tsx"
import { LanguageSwitch } from "../../components/language-switch.tsx"
import type { Business } from "../../here.ts"
import { addressOf, visitNow } from "../../visit.ts"
import { wordsOf } from "../../words.ts"

const languages = ["fr", "ar", "en"] as const

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await visitNow()
  return { title: { absolute: "Guichet" }, description: wordsOf({ language, country: "DZ" })("web.start.about") }
}

/** The instance's own page: which counters are kept here, each under its own mark. */
export default async function Start() {
  const visit = await visitNow()
  const t = wordsOf({ language: visit.language, country: "DZ" })
  const asked = (await askBusinesses()).map((slug) =>
    api(endpoints.showBusiness, { slug, query: { locale: visit.language } }),
  )
  const businesses = (await Promise.all(asked)).flatMap((found) => (found.ok ? [found.value] : []))

  return (
    <main className="gutter grid max-w-3xl! content-start gap-8 py-6 pb-16 wide:py-14">
      <header className="flex items-center justify-between gap-4">
        <p className="text-lg font-semibold tracking-tight">Guichet</p>
        <LanguageSwitch visit={visit} languages={languages} path="" t={t} />
      </header>
      <div className="grid gap-3">
        <h1 className="text-xl font-semibold tracking-tight wide:text-[2.5rem] wide:leading-[1.1]">
          {t("web.start.title")}
        </h1>
        <p className="max-w-prose text-ink-2 wide:text-lg">
          {t(businesses.length === 0 ? "web.start.none" : "web.start.about")}
        </p>
      </div>
      <ul className="grid gap-4">
        {businesses.map((business) => (
          <li key={business.slug}>
            <Counter
              business={business}
              visit={visit}
              open={t(business.hours.isOpen ? "web.start.open" : "web.start.closed")}
            />
          </li>
        ))}
      </ul>
    </main>
  )
}

type Props = { readonly business: Business; readonly visit: Parameters<typeof addressOf>[0]; readonly open: string }

/** One counter as a ticket, in its own accent. */
function Counter({ business, visit, open }: Props) {
  const { slug, name, trade, contacts, look, hours } = business
  return (
    <a
      href={addressOf({ ...visit, base: `/${slug}` }, "")}
      style={accentOf(look)}
      className="own-accent ticket eases grid grid-cols-[4.5rem_1fr] hover:border-edge wide:grid-cols-[6rem_1fr]"
    >
      <span className="stub grid place-items-center">
        <span
          aria-hidden="true"
          dir="ltr"
          className="grid size-11 place-items-center rounded-[10px] bg-accent font-semibold text-accent-ink"
        >
          {look.mark}
        </span>
      </span>
      <span className="grid gap-1 p-4 wide:p-5">
        <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <span className="text-lg font-semibold">{name}</span>
          <Chip tone={hours.isOpen ? "good" : "none"}>{open}</Chip>
        </span>
        <span>{trade}</span>
        <span className="text-sm text-ink-2">{contacts.city}</span>
      </span>
    </a>
  )
}
