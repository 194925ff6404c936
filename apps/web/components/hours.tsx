import { formatTime, weekStart } from "#kernel/format.ts"
import { here } from "../here.ts"

/** The week as the country counts it, today in bold. */
export async function Hours() {
  const { business, locale, t } = await here()
  const first = weekStart(business.country)
  const week = [...business.hours.week].sort((a, b) => ((a.weekday - first + 7) % 7) - ((b.weekday - first + 7) % 7))
  const today = weekdayIn(business.zone)
  const at = (time: string) => formatTime(`1970-01-01T${time}:00Z`, locale, { zone: "UTC" })

  return (
    <dl className="grid gap-1">
      {week.map(({ weekday, opens, closes }) => (
        <div
          key={weekday}
          className={`flex justify-between gap-4 ${weekday === today ? "font-semibold text-ink" : "text-ink-2"}`}
        >
          <dt>{t(`web.weekdays.${weekday}`)}</dt>
          <dd className="num">
            {opens === null || closes === null ? (
              t("web.hours.closed_day")
            ) : (
              <span className="whitespace-nowrap">{t("web.hours.span", { from: at(opens), to: at(closes) })}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** ISO weekday of this moment on the business's own clock. */
function weekdayIn(zone: string): number {
  return Temporal.Now.zonedDateTimeISO(zone).dayOfWeek
}
