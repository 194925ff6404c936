import type { ReactNode } from "react"
import type { Appointment } from "../../../../../appointment.ts"
import { durationSaid } from "../../../../../booking-words.ts"
import { Money } from "../../../../../components/said.tsx"
import { here } from "../../../../../here.ts"

type Props = { readonly appointment: Appointment; readonly token: string }

/** Who comes where, how long, for how much. */
export async function Particulars({ appointment, token }: Props) {
  const at = await here()
  const { t, locale, apiTo } = at
  const { technician, address, landmark, commune, notes, faultType, price, deposit, customer, photos, seats } =
    appointment
  return (
    <section className="grid gap-4 rounded-m border border-line bg-card p-5" aria-labelledby="visit">
      <h2 id="visit" className="text-base font-semibold">
        {t(seats === null ? "web.visit.visit" : "web.sessions.to_come.visit")}
      </h2>
      <dl className="grid gap-3">
        <Line name={t(seats === null ? "web.visit.where" : "web.sessions.where")}>
          {seats === null && (
            <span className="block">
              <bdi>{customer.name}</bdi>
            </span>
          )}
          <span className="block">
            <bdi>{address}</bdi>
          </span>
          {landmark !== "" && (
            <span className="block text-ink-2">
              <bdi>{landmark}</bdi>
            </span>
          )}
          <bdi>{commune}</bdi>
        </Line>
        {seats !== null && <Line name={t("web.sessions.seats")}>{t("web.sessions.count", { seats })}</Line>}
        {technician !== null && (
          <Line name={t("web.visit.technician")}>
            <bdi>{technician}</bdi>
          </Line>
        )}
        <Line name={t("web.visit.lasts")}>{durationSaid(faultType.durationMinutes, at)}</Line>
        {notes !== "" && (
          <Line name={t("web.visit.notes")}>
            <bdi className="whitespace-pre-line">{notes}</bdi>
          </Line>
        )}
      </dl>
      {photos.length > 0 && (
        <ul className="unprinted grid grid-cols-4 gap-2" aria-label={t("web.photos.label")}>
          {photos.map(({ id, width, height }, index) => (
            <li key={id}>
              <a href={apiTo(`/appointments/${token}/photos/${id}`)} target="_blank" rel="noopener">
                {/* biome-ignore lint/performance/noImgElement: private, already small, and from our own API. */}
                <img
                  src={apiTo(`/appointments/${token}/photos/${id}?size=thumb`)}
                  alt={`${t("web.photos.photo")} ${index + 1}`}
                  width={width}
                  height={height}
                  loading="lazy"
                  className="aspect-square w-full rounded-s border border-line object-cover"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
      <dl className="grid gap-2 border-t border-line pt-4">
        <Amount name={t("web.hold.price")}>
          {price === null ? t("web.book.quote") : <Money value={price} locale={locale} />}
        </Amount>
        {deposit !== null && (
          <Amount name={t(deposit.status === "paid" ? "web.visit.deposit_paid" : "web.visit.deposit")}>
            <Money value={deposit.amount} locale={locale} />
          </Amount>
        )}
      </dl>
    </section>
  )
}

type LineProps = { readonly name: string; readonly children: ReactNode }

function Line({ name, children }: LineProps) {
  return (
    <div className="grid gap-0.5">
      <dt className="label">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Amount({ name, children }: LineProps) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-ink-2">{name}</dt>
      <dd className="text-end">{children}</dd>
    </div>
  )
}
