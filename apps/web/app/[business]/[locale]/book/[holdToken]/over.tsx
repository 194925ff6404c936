import { endpoints } from "#modules/booking/contract.ts"
import { api } from "../../../../../api.ts"
import { dateAt, daysShown, type Slot } from "../../../../../booking.ts"
import type { BookingDraft } from "../../../../../booking-draft.ts"
import { whenSaid } from "../../../../../components/booking/slot-chooser.tsx"
import { ButtonLink } from "../../../../../components/button.tsx"
import { FormNotice } from "../../../../../components/form.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { bookingHere } from "../../../../../here.ts"
import { slotsPath } from "../slots/path.ts"

const offered = 3

/** The ten minutes are over. What was typed is kept, and the same slot is offered again, or those nearest to it. */
export async function Over({ draft }: { readonly draft: BookingDraft }) {
  const at = await bookingHere()
  const { t, to, locale, business } = at
  const { faultType, commune, startsAt } = draft
  if (faultType === undefined || commune === undefined || startsAt === undefined) return <Gone />

  const from = dateAt(Math.max(Date.parse(startsAt), Date.now()), business.zone)
  const query = { faultType, commune, from, days: daysShown, locale: locale.language }
  const found = await api(endpoints.findSlots, { query })
  const slots = found.ok ? found.value.slots : []
  const same = slots.find((slot) => Date.parse(slot.startsAt) === Date.parse(startsAt))
  const others = nearest(slots, startsAt)

  return (
    <>
      <header className="grid gap-2">
        <h1 className="text-xl font-semibold">{t("web.hold.over_title")}</h1>
        <p className="text-ink-2">{t(same === undefined ? "web.hold.over_taken" : "web.hold.over_free")}</p>
      </header>
      <FormNotice />
      <input type="hidden" name="intent" value="again" />
      <div className="grid gap-3">
        {(same === undefined ? others : [same]).map((slot, index) => (
          <SubmitButton
            key={slot.startsAt}
            kind={index === 0 ? "primary" : "quiet"}
            wide
            className="min-h-14"
            name="startsAt"
            value={slot.startsAt}
          >
            <span>{t("web.hold.take", { when: whenSaid(slot, at) })}</span>
          </SubmitButton>
        ))}
        <ButtonLink kind="plain" wide href={to(slotsPath({ faultType, commune }))}>
          {t("web.hold.all_slots")}
        </ButtonLink>
      </div>
    </>
  )
}

function nearest(slots: readonly Slot[], startsAt: string): readonly Slot[] {
  const away = (slot: Slot) => Math.abs(Date.parse(slot.startsAt) - Date.parse(startsAt))
  return slots.toSorted((a, b) => away(a) - away(b)).slice(0, offered)
}

async function Gone() {
  const { t, to } = await bookingHere()
  return (
    <>
      <header className="grid gap-2">
        <h1 className="text-xl font-semibold">{t("web.hold.over_title")}</h1>
        <p className="text-ink-2">{t("web.hold.over_again")}</p>
      </header>
      <ButtonLink kind="primary" wide href={to("/book")}>
        {t("web.book.title")}
      </ButtonLink>
    </>
  )
}
