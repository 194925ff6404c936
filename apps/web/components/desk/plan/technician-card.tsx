import { changeFeed, shareWeek } from "../../../app/[business]/[locale]/desk/plan/actions.ts"
import { here } from "../../../here.ts"
import { ActionForm } from "../../form.tsx"
import { Phone } from "../../said.tsx"
import { SubmitButton } from "../../submit-button.tsx"
import { Card } from "../card.tsx"
import { FeedAddress } from "./feed-address.tsx"
import { Opening } from "./opening.tsx"
import type { Plan } from "./week.ts"
import { WeekForm, WeekSaid, weekdaysHere } from "./week-form.tsx"

type Technician = Plan["technicians"][number]
type Props = { readonly technician: Technician; readonly week: Plan["week"] }

/** Who comes: what they can do, where, when, and their private calendar. */
export async function TechnicianCard({ technician, week }: Props) {
  const { t, locale } = await here()
  const { id, name, phone, skills, visitsPerDay } = technician
  return (
    <Card>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="font-semibold">
          <bdi>{name}</bdi>
        </h3>
        {phone !== null && <Phone e164={phone} locale={locale} />}
      </div>
      <p className="text-sm">
        <bdi>{skills.join(" · ")}</bdi>
      </p>
      <Zones technician={technician} />
      <p className="text-sm text-ink-2">{t("desk.plan.visits_per_day", { count: visitsPerDay })}</p>
      <div className="grid gap-2 border-t border-line pt-3">
        {technician.week === null ? (
          <p className="text-sm text-ink-2">{t("desk.plan.shared")}</p>
        ) : (
          <WeekSaid windows={technician.week} />
        )}
        <Opening label={t("desk.plan.own")}>
          <WeekForm windows={technician.week ?? week} technicianId={id} />
          {technician.week !== null && (
            <ActionForm action={shareWeek} className="pt-3">
              <input type="hidden" name="technicianId" value={id} />
              <SubmitButton size="small" pending={t("desk.visit.actions.pending")}>
                {t("desk.plan.share")}
              </SubmitButton>
            </ActionForm>
          )}
        </Opening>
        <Opening label={t("desk.plan.feed.title")}>
          <FeedForm technicianId={id} />
        </Opening>
      </div>
    </Card>
  )
}

async function Zones({ technician: { zones } }: Pick<Props, "technician">) {
  const { t } = await here()
  const weekdays = await weekdaysHere()
  return (
    <ul className="grid gap-0.5 text-sm text-ink-2">
      {zones.map((zone) => {
        const days = weekdays.filter((day) => zone.weekdays.includes(day))
        return (
          <li key={zone.id}>
            <bdi>{zone.name}</bdi>
            {days.length < 7 && ` · ${days.map((day) => t(`web.slots.weekdays.${day}`)).join(" ")}`}
          </li>
        )
      })}
    </ul>
  )
}

/** A private address for a calendar program: shown once, for it opens without a password. */
export async function FeedForm({ technicianId }: { readonly technicianId: string }) {
  const { t } = await here()
  return (
    <ActionForm action={changeFeed} className="grid gap-3">
      <p className="text-sm text-ink-2">{t("desk.plan.feed.about")}</p>
      <input type="hidden" name="technicianId" value={technicianId} />
      <FeedAddress
        words={{
          label: t("desk.plan.feed.address"),
          copy: t("desk.plan.feed.copy"),
          copied: t("desk.plan.feed.copied"),
        }}
      />
      <div className="flex flex-wrap gap-2">
        <SubmitButton size="small" name="intent" value="renew" pending={t("desk.visit.actions.pending")}>
          {t("desk.plan.feed.renew")}
        </SubmitButton>
        <SubmitButton size="small" kind="danger" name="intent" value="revoke" pending={t("desk.visit.actions.pending")}>
          {t("desk.plan.feed.revoke")}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
