import { randomUUID } from "node:crypto"
import type { Answered } from "#kernel/contract.ts"
import { formatDate, formatTime } from "#kernel/format.ts"
import type { endpoints } from "#modules/booking/contract.ts"
import type { FaultType } from "../../../../booking.ts"
import { moneySaid } from "../../../../booking-words.ts"
import { Chip } from "../../../../components/chip.tsx"
import { Empty } from "../../../../components/empty.tsx"
import { SelectField } from "../../../../components/field.tsx"
import { ActionForm } from "../../../../components/form.tsx"
import { Money, Phone } from "../../../../components/said.tsx"
import { SubmitButton } from "../../../../components/submit-button.tsx"
import { bookingHere, type Here } from "../../../../here.ts"
import { holdSeats } from "./actions.ts"

type Session = Answered<typeof endpoints.listGroupSessions>["items"][number]
type Props = {
  readonly sessions: readonly Session[]
  readonly faultTypes: readonly FaultType[]
  /** Where visits are asked for too. */
  readonly hasTitle: boolean
}

/** More seats than this are arranged by phone. */
const seatsAtMost = 4
const fewSeats = 3

/** Sessions to come: who wants one chooses how many seats, and comes. */
export async function Sessions({ sessions, faultTypes, hasTitle }: Props) {
  const at = await bookingHere()
  const { t, locale, business } = at
  if (sessions.length === 0) {
    return (
      <Empty title={t("web.sessions.none")}>
        <p>{t("web.book.none_about")}</p>
        <Phone e164={business.contacts.phone} locale={locale} />
      </Empty>
    )
  }
  return (
    <section className="grid gap-4">
      {hasTitle && <h2 className="text-lg font-semibold">{t("web.sessions.title")}</h2>}
      <p className="text-sm text-ink-2">
        {t("web.sessions.here", { address: `${business.contacts.address}, ${business.contacts.city}` })}
      </p>
      <ul className="grid gap-4">
        {sessions.map((session) => (
          <li key={session.id} className="grid gap-4 rounded-m border border-line bg-card p-5">
            <SessionCard
              session={session}
              about={faultTypes.find(({ slug }) => slug === session.faultTypeSlug)}
              at={at}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

type CardProps = { readonly session: Session; readonly about: FaultType | undefined; readonly at: Here }

function SessionCard({ session, about, at }: CardProps) {
  const { t, locale, business } = at
  const { zone } = business
  const { id, name, startsAt, endsAt, free, price, deposit } = session
  const time = (when: string) => formatTime(when, locale, { zone })
  return (
    <>
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h3 className="font-semibold">{name}</h3>
          <Chip tone={free === 0 ? "none" : free <= fewSeats ? "wait" : "good"}>
            {t("web.sessions.free", { free })}
          </Chip>
        </div>
        <p className="first-letter:uppercase">{formatDate(startsAt, locale, { zone, style: "day" })}</p>
        <p className="num">{t("web.hours.span", { from: time(startsAt), to: time(endsAt) })}</p>
        {about !== undefined && about.about !== "" && <p className="text-sm text-ink-2">{about.about}</p>}
        <p className="num text-sm text-ink-2">
          {price === null ? (
            t("web.book.quote")
          ) : (
            <>
              <Money value={price} locale={locale} className="font-semibold text-ink" /> {t("web.sessions.each")}
            </>
          )}
          {" · "}
          {deposit === null
            ? t("web.sessions.no_deposit")
            : t("web.sessions.deposit", { amount: moneySaid(deposit, at) })}
        </p>
      </div>
      {free > 0 && (
        <ActionForm action={holdSeats} className="grid grid-cols-[7rem_1fr] items-end gap-3">
          <input type="hidden" name="key" value={randomUUID()} />
          <input type="hidden" name="sessionId" value={id} />
          <SelectField name="seats" label={t("web.sessions.seats")} defaultValue="1">
            {[1, 2, 3, seatsAtMost]
              .filter((seats) => seats <= free)
              .map((seats) => (
                <option key={seats} value={seats}>
                  {seats}
                </option>
              ))}
          </SelectField>
          <SubmitButton kind="primary" wide className="min-h-12" pending={t("web.hold.sending")}>
            {t("web.sessions.book")}
          </SubmitButton>
        </ActionForm>
      )}
    </>
  )
}
