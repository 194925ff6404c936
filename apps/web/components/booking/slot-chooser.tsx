import { ChevronLeft, ChevronRight } from "lucide-react"
import { formatDay, formatRelativeDay, formatTime } from "#kernel/format.ts"
import {
  type BookingDay,
  daysOf,
  daysShown,
  halvesOf,
  laterDate,
  openDay,
  type Slot,
  type SlotList,
} from "../../booking.ts"
import { type Here, here } from "../../here.ts"
import { isolated } from "../../words.ts"
import { ButtonLink } from "../button.tsx"
import { type Action, ActionForm } from "../form.tsx"
import { SubmitButton } from "../submit-button.tsx"
import { Alternatives, UnlessOffered } from "./alternatives.tsx"
import { DayRadio } from "./day-radio.tsx"

type Props = {
  readonly list: SlotList
  readonly from: string
  readonly today: string
  readonly action: Action
  /** What goes with the time that is chosen. */
  readonly hidden: { readonly [name: string]: string }
  /** The page of the days from another one on. */
  readonly pageFrom: (date: string) => string
}

/** The next free time first, then two weeks of days; a touch on a time takes it. */
export async function SlotChooser({ list, from, today, action, hidden, pageFrom }: Props) {
  const at = await here()
  const { t, locale, business } = at
  const days = daysOf(list, { from, zone: business.zone })
  const open = openDay(days, undefined)
  const [next] = list.slots
  return (
    <ActionForm action={action} className="group/slots grid gap-6" notice="none">
      {/* A key pressed on a day opens it; without this the browser would press the first time there is. */}
      <button type="submit" disabled hidden />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Alternatives locale={locale} zone={business.zone} now={Date.now()} />
      {from === today && next !== undefined && (
        <UnlessOffered>
          <SubmitButton kind="primary" wide className="min-h-16 text-lg" name="startsAt" value={next.startsAt}>
            <span>{t("web.slots.next", { when: whenSaid(next, at) })}</span>
          </SubmitButton>
        </UnlessOffered>
      )}
      <fieldset className="grid gap-4">
        <legend className="mb-4 font-medium">{t("web.slots.days")}</legend>
        <div className="days">
          {days.map((day) => (
            <Day key={day.date} day={day} isOpen={day === open} days={days} at={at} />
          ))}
        </div>
      </fieldset>
      <nav className="flex items-center justify-between gap-3" aria-label={t("web.slots.pages")}>
        {from > today ? (
          <ButtonLink href={pageFrom(laterDate(from, -daysShown))} rel="prev">
            <ChevronLeft size={18} className="points" aria-hidden />
            {t("web.slots.earlier")}
          </ButtonLink>
        ) : (
          <span />
        )}
        <ButtonLink href={pageFrom(laterDate(from, daysShown))} rel="next">
          {t("web.slots.later")}
          <ChevronRight size={18} className="points" aria-hidden />
        </ButtonLink>
      </nav>
    </ActionForm>
  )
}

/** "demain 9 h 30", kept together where the sentence runs from right to left. */
export function whenSaid({ startsAt }: Pick<Slot, "startsAt">, { locale, business: { zone } }: Here): string {
  const day = formatRelativeDay(startsAt, locale, { zone, now: Date.now() })
  return `${day} ${isolated(formatTime(startsAt, locale, { zone }))}`
}

type DayProps = {
  readonly day: BookingDay
  readonly isOpen: boolean
  readonly days: readonly BookingDay[]
  readonly at: Here
}

/** A day of the two rows, and below them, once it is open, its times. */
function Day({ day, isOpen, days, at }: DayProps) {
  const { t, locale } = at
  const { date, slots, reason } = day
  const plain = Temporal.PlainDate.from(date)
  const said = formatDay(plain, locale, "day")
  const state = reason === null ? t("web.slots.count", { count: slots.length }) : t(`web.slots.short.${reason}`)
  return (
    <div className="day">
      <div className="day-cell" data-free={reason === null}>
        <DayRadio date={date} isOpen={isOpen} label={`${said}, ${state}`} />
        <span aria-hidden="true" className="text-xs text-ink-2">
          {t(`web.slots.weekdays.${plain.dayOfWeek}`)}
        </span>
        <span aria-hidden="true" className="num font-semibold">
          {plain.day}
        </span>
        <span aria-hidden="true" className="day-state">
          {reason !== null && t(`web.slots.short.${reason}`)}
        </span>
      </div>
      <section aria-label={said} className="day-times">
        <h2 className="text-lg font-semibold first-letter:uppercase">{said}</h2>
        {reason === null ? <Times slots={slots} at={at} /> : <NoTimes day={day} days={days} at={at} />}
      </section>
    </div>
  )
}

function Times({ slots, at: { t, locale, business } }: { readonly slots: readonly Slot[]; readonly at: Here }) {
  const { zone } = business
  const halves = halvesOf(slots, zone)
  return (["morning", "afternoon"] as const)
    .filter((half) => halves[half].length > 0)
    .map((half) => (
      <div key={half} className="grid gap-2">
        <h3 className="label">{t(`web.slots.${half}`)}</h3>
        <ul className="times">
          {halves[half].map(({ startsAt }) => (
            <li key={startsAt}>
              <button type="submit" name="startsAt" value={startsAt} className="time num">
                <bdi>{formatTime(startsAt, locale, { zone })}</bdi>
              </button>
            </li>
          ))}
        </ul>
      </div>
    ))
}

/** Why a day has no time, and which one has. */
function NoTimes({ day, days, at: { t, locale } }: Omit<DayProps, "isOpen">) {
  const free = days.find(({ date, slots }) => date > day.date && slots.length > 0)
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-ink-2">{t(`web.slots.reasons.${day.reason}`, { name: day.name ?? "" })}</p>
      {free !== undefined && (
        <p className="text-sm text-ink-2">
          {t("web.slots.next_free", { day: formatDay(Temporal.PlainDate.from(free.date), locale, "day") })}
        </p>
      )}
    </div>
  )
}
