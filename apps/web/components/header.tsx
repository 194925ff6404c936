import { CalendarCheck, ShoppingBag } from "lucide-react"
import { formatRelativeDay, formatTime } from "#kernel/format.ts"
import { unitsIn } from "../cart.ts"
import { readCart } from "../cookie-jar.ts"
import { type Here, here } from "../here.ts"
import { LanguageSwitch } from "./language-switch.tsx"
import { SearchForm } from "./search-form.tsx"

type Props = { readonly path: string; readonly search?: string | undefined }

/** Whose counter this is, whether it is open, and the cart. */
export async function Header({ path, search }: Props) {
  const { visit, business, t, to } = await here()
  const isShop = business.features.includes("shop")

  return (
    <header className="unprinted sticky top-0 z-10 border-b border-line bg-card">
      <div className="gutter flex min-h-16 items-center gap-2">
        <a href={to("")} className="flex min-w-0 items-center gap-3 rounded-s py-2 pe-2">
          <Mark>{business.look.mark}</Mark>
          <span className="grid min-w-0">
            <span className="truncate leading-tight font-semibold">{business.name}</span>
            <OpenNow />
          </span>
        </a>
        <div className="ms-auto hidden w-full max-w-md px-4 wide:block">
          {isShop && <SearchForm value={search} id="search-top" />}
        </div>
        <div className="ms-auto flex items-center wide:ms-0">
          <LanguageSwitch visit={visit} languages={business.locales} path={path} t={t} />
          {business.features.includes("booking") && <BookingLink />}
          {isShop && <CartLink />}
        </div>
      </div>
    </header>
  )
}

/** Two letters on the accent: what a business has for a logo here. */
export function Mark({ children, large = false }: { readonly children: string; readonly large?: boolean }) {
  const size = large ? "size-16 rounded-m text-lg" : "size-9 rounded-[9px] text-sm"
  return (
    <span
      aria-hidden="true"
      dir="ltr"
      className={`grid shrink-0 place-items-center bg-accent font-semibold text-accent-ink ${size}`}
    >
      {children}
    </span>
  )
}

async function OpenNow() {
  const { business, locale, t } = await here()
  // On a phone two lines: beside three icons one is too short for when we open.
  return (
    <span className="line-clamp-2 text-xs leading-tight text-balance text-ink-2 wide:leading-normal">
      {openingWords({ business, locale, t })}
    </span>
  )
}

/** "Ouvert jusqu’à 18 h", "Fermé, ouvre demain à 8 h 30". */
export function openingWords({ business, locale, t }: Pick<Here, "business" | "locale" | "t">): string {
  const { isOpen, changesAt } = business.hours
  if (changesAt === null) return t("web.hours.closed")

  const { zone } = business
  const time = formatTime(changesAt, locale, { zone })
  if (isOpen) return t("web.hours.open_until", { time })

  const now = Date.now()
  const day = formatRelativeDay(changesAt, locale, { zone, now })
  const isToday = day === formatRelativeDay(now, locale, { zone, now })
  return isToday ? t("web.hours.opens_today", { time }) : t("web.hours.opens_day", { day, time })
}

async function BookingLink() {
  const { t, to } = await here()
  return (
    <a
      href={to("/book")}
      className="eases flex min-h-12 items-center gap-2 rounded-s px-3 text-sm font-semibold hover:bg-none-soft"
    >
      <CalendarCheck size={22} strokeWidth={1.75} aria-hidden />
      <span className="sr-only wide:not-sr-only">{t("web.book.link")}</span>
    </a>
  )
}

async function CartLink() {
  const { t, to } = await here()
  const count = unitsIn(await readCart())
  return (
    <a
      href={to("/cart")}
      className="eases relative flex min-h-12 items-center gap-2 rounded-s px-3 text-sm font-semibold hover:bg-none-soft"
    >
      <ShoppingBag size={22} strokeWidth={1.75} aria-hidden />
      <span className="sr-only">{t("web.cart.link", { count })}</span>
      <span aria-hidden="true" className="hidden wide:inline">
        {t("web.cart.title")}
      </span>
      {count > 0 && (
        <span
          aria-hidden="true"
          className="num grid min-w-5 place-items-center rounded-full bg-ink px-1 text-xs font-semibold text-paper"
        >
          {count}
        </span>
      )}
    </a>
  )
}
