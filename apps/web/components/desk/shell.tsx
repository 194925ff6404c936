import { CalendarCheck, CalendarDays, LogOut, Mail, MapPinned, Package, Store } from "lucide-react"
import type { ReactNode } from "react"
import type { Answered } from "#kernel/contract.ts"
import type { endpoints } from "#modules/accounts/contract.ts"
import { here } from "../../here.ts"
import { Button } from "../button.tsx"
import { Mark } from "../header.tsx"
import { Kbd } from "../kbd.tsx"
import { LanguageSwitch } from "../language-switch.tsx"
import { Keys } from "./keys.tsx"
import { Live } from "./live.tsx"
import { SignOut } from "./sign-out.tsx"

type Props = {
  readonly who: Answered<typeof endpoints.showSession>
  /** Where this is: which place of the menu, and the address without its language. */
  readonly current: "day" | "today" | "orders" | "messages" | "calendar"
  readonly path: string
  readonly seq?: number
  readonly signOut: (form: FormData) => Promise<void>
  readonly children: ReactNode
}

const places = [
  { name: "today", path: "/desk", key: "1", Icon: CalendarCheck },
  { name: "orders", path: "/desk/orders", key: "2", Icon: Package },
  { name: "messages", path: "/desk/messages", key: "3", Icon: Mail },
  { name: "calendar", path: "/desk/calendar", key: "4", Icon: CalendarDays, feature: "booking" },
  { name: "day", path: "/desk/day", key: "5", Icon: MapPinned, feature: "booking" },
] as const

/** The desk: where on the side (below on a phone), the rest is the page's. */
export async function Shell({ who, current, path, signOut, children }: Props) {
  const { visit, business, t, to, apiTo } = await here()
  const news = Array.from({ length: 12 }, (_, i) => t("desk.live.news", { count: i + 1 }))
  const questions = Array.from({ length: 30 }, (_, i) => t("day.leave_unsent", { count: i + 1 }))
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr_auto] print:block desk:h-dvh desk:grid-cols-[13rem_minmax(0,1fr)] desk:grid-rows-1">
      <header className="unprinted flex items-center gap-3 border-b border-line bg-card px-4 py-2 desk:row-span-full desk:flex-col desk:items-stretch desk:border-e desk:border-b-0 desk:bg-transparent desk:px-3 desk:py-4">
        <a href={to("/desk")} className="flex min-h-12 min-w-0 items-center gap-3 rounded-s desk:px-2">
          <Mark>{business.look.mark}</Mark>
          <span className="truncate font-semibold">{business.name}</span>
        </a>
        <Places current={current} className="hidden desk:grid" />
        <div className="ms-auto flex items-center desk:ms-0 desk:mt-auto desk:grid desk:gap-1">
          <p className="hidden px-2 text-xs text-ink-3 desk:block">
            {t("desk.nav.account", { name: who.name, role: who.role })}
          </p>
          <div className="[&_ul]:desk:bottom-full">
            <LanguageSwitch visit={visit} languages={business.locales} path={path} t={t} />
          </div>
          <a
            href={to("")}
            className="eases hidden min-h-12 items-center gap-2 rounded-s px-3 text-sm font-medium hover:bg-none-soft desk:flex desk:min-h-9"
          >
            <Store size={16} aria-hidden /> {t("desk.nav.shop")}
          </a>
          <SignOut slug={visit.slug} questions={questions} action={signOut}>
            <Button kind="plain" size="small" type="submit" aria-label={t("desk.nav.sign_out")}>
              <LogOut size={16} aria-hidden className="points" />
              <span className="hidden desk:inline">{t("desk.nav.sign_out")}</span>
            </Button>
          </SignOut>
          <p className="hidden px-2 pt-2 text-xs text-ink-3 desk:block">{t("desk.keys.hint")}</p>
        </div>
      </header>
      <div className="grid min-w-0 content-start desk:min-h-0 desk:grid-rows-[auto_minmax(0,1fr)] [&>main]:relative">
        {/* Keeps the first row, also while it says nothing. */}
        <div>
          {current !== "day" && <Live address={apiTo("/desk/events")} words={news} refresh={t("desk.live.refresh")} />}
        </div>
        {children}
      </div>
      <Places
        current={current}
        className="unprinted sticky bottom-0 grid auto-cols-fr grid-flow-col border-t border-line bg-card desk:hidden"
      />
      <Keys />
    </div>
  )
}

async function Places({ current, className }: { readonly current: Props["current"]; readonly className: string }) {
  const { t, to, business } = await here()
  const open = places.filter((place) => !("feature" in place) || business.features.includes(place.feature))
  return (
    <nav aria-label={t("desk.nav.title")} className={`${className} desk:gap-0.5`}>
      {open.map(({ name, path, key, Icon }) => (
        <a
          key={name}
          href={to(path)}
          aria-current={name === current ? "page" : undefined}
          data-key={key}
          className="eases flex min-h-14 flex-col items-center justify-center gap-1 text-xs font-medium text-ink-2 hover:bg-none-soft aria-[current]:text-accent desk:min-h-10 desk:flex-row desk:justify-start desk:gap-2.5 desk:rounded-s desk:px-2.5 desk:text-sm desk:aria-[current]:bg-accent-soft"
        >
          <Icon size={18} strokeWidth={1.75} aria-hidden />
          {t(`desk.nav.${name}`)}
          <span className="ms-auto hidden desk:inline">
            <Kbd>{key}</Kbd>
          </span>
        </a>
      ))}
    </nav>
  )
}
