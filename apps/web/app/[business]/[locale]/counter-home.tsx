import { BookingCard } from "../../../components/booking/card.tsx"
import { ButtonLink } from "../../../components/button.tsx"
import { Chip } from "../../../components/chip.tsx"
import { Mark, openingWords } from "../../../components/header.tsx"
import { Hours } from "../../../components/hours.tsx"
import { Page } from "../../../components/page.tsx"
import { Phone } from "../../../components/said.tsx"
import { Ticket } from "../../../components/ticket.tsx"
import { here } from "../../../here.ts"

/** A business whose services are on their way: who it is, where and when, and what comes. */
export async function CounterHome() {
  const at = await here()
  const { business, locale, t } = at
  const { contacts, coming } = business

  return (
    <Page path="">
      <div className="grid gap-10 wide:grid-cols-[1fr_minmax(20rem,24rem)] wide:items-start wide:gap-16">
        <div className="grid gap-8">
          <div className="grid gap-4">
            <Mark large>{business.look.mark}</Mark>
            <p className="mt-2 font-medium text-ink-2">
              {business.trade} · {contacts.city}
            </p>
            <h1 className="text-xl font-semibold tracking-tight wide:text-[2.5rem] wide:leading-[1.15]">
              {business.tagline}
            </h1>
            <p className="max-w-prose text-ink-2 wide:text-lg">{business.description}</p>
          </div>
          <section className="grid gap-4" aria-labelledby="coming">
            <h2 id="coming" className="text-lg font-semibold">
              {t("web.coming.title")}
            </h2>
            <ol className="grid gap-3">
              {coming.map(({ name, about }, index) => (
                <li key={name} className="grid grid-cols-[3.5rem_1fr] rounded-m border border-line bg-card">
                  <span className="stub mono grid place-items-center text-ink-3">{index + 1}</span>
                  <div className="grid gap-1 p-4">
                    <h3 className="font-semibold">{name}</h3>
                    <p className="text-sm text-ink-2">{about}</p>
                  </div>
                </li>
              ))}
            </ol>
          </section>
        </div>
        <Ticket
          stub={
            <div className="grid gap-4">
              <div className="grid gap-2">
                <p className="label">{t("web.counter.now")}</p>
                <Chip tone={business.hours.isOpen ? "good" : "none"}>{openingWords(at)}</Chip>
              </div>
              <Hours />
            </div>
          }
        >
          <div className="grid gap-4">
            <p>
              {contacts.address}
              <br />
              <span className="num">{contacts.postalCode}</span> {contacts.city}
            </p>
            <p className="text-lg font-semibold">
              <Phone e164={contacts.phone} locale={locale} />
            </p>
            <BookingCard />
            <div className="grid gap-2">
              <ButtonLink kind="primary" wide href={`https://wa.me/${contacts.whatsapp.slice(1)}`} rel="noreferrer">
                {t("web.contact.whatsapp")}
              </ButtonLink>
              <ButtonLink wide href={`mailto:${contacts.email}`}>
                <bdi className="truncate">{contacts.email}</bdi>
              </ButtonLink>
            </div>
          </div>
        </Ticket>
      </div>
    </Page>
  )
}
