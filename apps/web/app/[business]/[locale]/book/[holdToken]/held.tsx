import type { Answered, WireMoney } from "#kernel/contract.ts"
import { formatDate, formatTime } from "#kernel/format.ts"
import type { endpoints } from "#modules/booking/contract.ts"
import { durationSaid } from "../../../../../booking-words.ts"
import { Countdown } from "../../../../../components/booking/countdown.tsx"
import { Money } from "../../../../../components/said.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { Ticket } from "../../../../../components/ticket.tsx"
import { bookingHere } from "../../../../../here.ts"
import { isolated } from "../../../../../words.ts"

export type Hold = Answered<typeof endpoints.showHold>

/** The slot as its ticket: when, what, how much, until when it is kept and what a change of mind costs. */
export async function Held({ hold }: { readonly hold: Hold }) {
  const at = await bookingHere()
  const { t, locale, business } = at
  const { zone } = business
  const { startsAt, endsAt, expiresAt, commune, faultType, seats } = hold
  const all = (one: WireMoney) => ({ ...one, amount: one.amount * (seats ?? 1) })
  const time = (when: string) => formatTime(when, locale, { zone })
  const secondsLeft = Math.floor((Date.parse(expiresAt) - Date.now()) / 1_000)

  return (
    <Ticket
      stub={
        <div className="grid gap-3">
          <p className="label">{faultType.name}</p>
          <p className="grid gap-1">
            <span className="block text-lg font-semibold first-letter:uppercase">
              {formatDate(startsAt, locale, { zone, style: "day" })}
            </span>
            <span className="num text-xl font-semibold">
              {t("web.hours.span", { from: time(startsAt), to: time(endsAt) })}
            </span>
          </p>
          <p className="num text-sm text-ink-2">
            {seats === null ? <bdi>{commune}</bdi> : t("web.sessions.count", { seats })} ·{" "}
            {t("web.book.lasts", { duration: durationSaid(faultType.durationMinutes, at) })}
          </p>
        </div>
      }
    >
      <div className="grid gap-4">
        <dl className="grid gap-2">
          <Row name={t("web.hold.price")}>
            {faultType.price === null ? t("web.book.quote") : <Money value={all(faultType.price)} locale={locale} />}
          </Row>
          {faultType.deposit !== null && (
            <Row name={t("web.hold.deposit_now")}>
              <Money value={all(faultType.deposit)} locale={locale} className="font-semibold text-ink" />
            </Row>
          )}
        </dl>
        <div className="grid gap-2 border-t border-line pt-4">
          <p className="font-medium">{t("web.hold.kept_until", { time: isolated(time(expiresAt)) })}</p>
          <Countdown
            key={expiresAt}
            seconds={secondsLeft}
            words={{ left: t("web.hold.left"), soon: t("web.hold.soon"), over: t("web.hold.over") }}
          >
            <SubmitButton name="intent" value="again" wide>
              {t("web.hold.again")}
            </SubmitButton>
          </Countdown>
          <button type="submit" name="intent" value="change" className="link flex min-h-12 w-fit items-center">
            {t(seats === null ? "web.hold.change" : "web.sessions.change")}
          </button>
        </div>
      </div>
    </Ticket>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-ink-2">{name}</dt>
      <dd className="text-end">{children}</dd>
    </div>
  )
}
