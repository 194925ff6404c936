import type { ReactNode } from "react"
import { canOrder, here } from "../here.ts"
import { Hours } from "./hours.tsx"
import { Phone } from "./said.tsx"

/** Whoever sells has terms; everybody has the rest. */
const texts = { shop: ["terms", "returns", "privacy", "mentions"], other: ["privacy", "mentions"] } as const

/** Who answers, when, and what the law wants said. */
export async function Footer() {
  const { business, locale, t, to } = await here()
  const { contacts } = business

  return (
    <footer className="unprinted mt-auto border-t border-line bg-card">
      <div className="gutter grid gap-8 py-10 text-sm wide:grid-cols-3">
        <Column title={t("web.footer.counter")}>
          <p className="text-ink-2">
            {contacts.address}
            <br />
            {contacts.postalCode} {contacts.city}
          </p>
          <ul className="grid text-base">
            <li className="flex min-h-10 items-center">
              <Phone e164={contacts.phone} locale={locale} />
            </li>
            <li className="flex min-h-10 items-center">
              <a className="link" href={`https://wa.me/${contacts.whatsapp.slice(1)}`} rel="noreferrer">
                {t("web.contact.whatsapp")}
              </a>
            </li>
            <li className="flex min-h-10 items-center">
              <a className="link" href={`mailto:${contacts.email}`}>
                <bdi>{contacts.email}</bdi>
              </a>
            </li>
          </ul>
        </Column>
        <Column title={t("web.hours.title")}>
          <Hours />
        </Column>
        <Column title={t("web.footer.know")}>
          <Texts className="grid">
            {canOrder(business) && (
              <li className="flex min-h-10 items-center">
                <a className="link" href={to("/orders")}>
                  {t("web.find_order.title")}
                </a>
              </li>
            )}
            <li className="flex min-h-10 items-center">
              <a className="link" href={to("/desk")}>
                {t("web.footer.staff")}
              </a>
            </li>
          </Texts>
        </Column>
        <LegalLine />
      </div>
    </footer>
  )
}

/** Below forms and tickets: whom to ask, and the texts. */
export async function ShortFooter() {
  const { business, locale, t } = await here()
  const { contacts } = business

  return (
    <footer className="unprinted mt-auto border-t border-line bg-card">
      <div className="gutter grid max-w-2xl! gap-4 py-8 text-sm">
        <p className="flex flex-wrap items-center gap-x-5">
          <span className="w-full font-semibold">{t("web.footer.questions")}</span>
          <span className="flex min-h-12 items-center text-base">
            <Phone e164={contacts.phone} locale={locale} />
          </span>
          <a
            className="link flex min-h-12 items-center text-base"
            href={`https://wa.me/${contacts.whatsapp.slice(1)}`}
            rel="noreferrer"
          >
            {t("web.contact.whatsapp")}
          </a>
        </p>
        <Texts className="flex flex-wrap gap-x-5 text-ink-2" />
        <LegalLine />
      </div>
    </footer>
  )
}

async function Texts({ className, children }: { readonly className: string; readonly children?: ReactNode }) {
  const { business, t, to } = await here()
  return (
    <ul className={className}>
      {texts[business.features.includes("shop") ? "shop" : "other"].map((kind) => (
        <li key={kind} className="flex min-h-10 items-center">
          <a className="link" href={to(`/legal/${kind}`)}>
            {t(`web.legal.${kind}`)}
          </a>
        </li>
      ))}
      {children}
    </ul>
  )
}

async function LegalLine() {
  const { legal } = (await here()).business
  return (
    <p className="text-xs text-ink-3 wide:col-span-full">
      <bdi>{legal.name}</bdi>
      {legal.registrations.map(({ kind, label, value }) => (
        <span key={kind}>
          {" "}
          · <bdi className="whitespace-nowrap">{`${label} ${value}`}</bdi>
        </span>
      ))}
    </p>
  )
}

function Column({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="grid content-start gap-2">
      <h2 className="text-base font-semibold">{title}</h2>
      {children}
    </section>
  )
}
