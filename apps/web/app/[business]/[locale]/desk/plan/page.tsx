import type { Metadata } from "next"
import { endpoints } from "#modules/booking/contract-plan.ts"
import { endpoints as visits } from "#modules/booking/contract-visit.ts"
import { api } from "../../../../../api.ts"
import { Card } from "../../../../../components/desk/card.tsx"
import { DatedPlans } from "../../../../../components/desk/plan/dated-plans.tsx"
import { Holidays } from "../../../../../components/desk/plan/holidays.tsx"
import { Opening } from "../../../../../components/desk/plan/opening.tsx"
import { FeedForm, TechnicianCard } from "../../../../../components/desk/plan/technician-card.tsx"
import { WeekForm, WeekSaid } from "../../../../../components/desk/plan/week-form.tsx"
import { Shell } from "../../../../../components/desk/shell.tsx"
import { Notice } from "../../../../../components/notice.tsx"
import { bookingHere } from "../../../../../here.ts"
import { needed } from "../../../../../needed.ts"
import { memberHere } from "../../../../../staff.ts"
import { signOut } from "../actions.ts"

type Props = { readonly searchParams: Promise<{ readonly [name in "done" | "visits"]?: string }> }

const dones = ["week", "dated", "removed", "holiday", "confirmed", "holidays"]

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await bookingHere()
  return { title: t("desk.plan.title"), robots: { index: false } }
}

/** Who works when and where; a technician finds their own calendar here. */
export default async function PlanPage({ searchParams }: Props) {
  const who = await memberHere("/desk/plan")
  const { t, to } = await bookingHere()
  const { done, visits: standing } = await searchParams
  return (
    <Shell who={who} current="calendar" path="/desk/plan" signOut={signOut}>
      <main className="grid w-full min-w-0 max-w-4xl grid-cols-[minmax(0,1fr)] content-start gap-6 overflow-y-auto p-4 desk:p-7">
        <div className="grid gap-1">
          <a
            href={to("/desk/calendar")}
            className="link inline-flex min-h-12 w-fit items-center text-sm font-medium wide:min-h-0"
          >
            {t("desk.visit.back")}
          </a>
          <h1 className="text-xl font-semibold">{t("desk.plan.title")}</h1>
        </div>
        {done !== undefined && dones.includes(done) && <Notice tone="good">{t(`desk.plan.done.${done}`)}</Notice>}
        {standing !== undefined && /^\d+$/.test(standing) && (
          <Notice tone="wait">{t("desk.plan.holidays.standing", { count: Number(standing) })}</Notice>
        )}
        {who.role === "technician" ? <Own /> : <Office />}
      </main>
    </Shell>
  )
}

async function Office() {
  const { t, locale, business } = await bookingHere()
  const today = Temporal.Now.plainDateISO(business.zone)
  const plan = needed(
    await api(endpoints.showPlan, { query: { from: today.toString(), days: 366, locale: locale.language } }),
  )
  return (
    <>
      <section className="grid gap-3">
        <h2 className="text-lg font-semibold">{t("desk.plan.week")}</h2>
        <Card>
          <WeekSaid windows={plan.week} />
          <Opening label={t("desk.plan.change")}>
            <WeekForm windows={plan.week} />
          </Opening>
        </Card>
      </section>
      <section className="grid gap-3">
        <h2 className="text-lg font-semibold">{t("desk.plan.team")}</h2>
        <div className="grid items-start gap-3 wide:grid-cols-2">
          {plan.technicians
            .filter(({ isActive }) => isActive)
            .map((technician) => (
              <TechnicianCard key={technician.id} technician={technician} week={plan.week} />
            ))}
        </div>
      </section>
      <DatedPlans plan={plan} today={today.toString()} />
      <Holidays holidays={plan.holidays} year={today.year} />
    </>
  )
}

/** A technician renews their own calendar, and changes nothing else. */
async function Own() {
  const { t, locale } = await bookingHere()
  const { technician } = needed(await api(visits.showMyDay, { query: { locale: locale.language } }))
  if (technician === null) return null
  return (
    <Card title={t("desk.plan.feed.title")}>
      <FeedForm technicianId={technician.id} />
    </Card>
  )
}
