import type { Metadata } from "next"
import { redirect } from "next/navigation"
import { endpoints } from "#modules/booking/contract.ts"
import { endpoints as board } from "#modules/booking/contract-board.ts"
import { api } from "../../../../../../api.ts"
import { firstDay } from "../../../../../../booking.ts"
import { CommuneField } from "../../../../../../components/booking/commune-field.tsx"
import { Button } from "../../../../../../components/button.tsx"
import { CallerForm } from "../../../../../../components/desk/booking/caller-form.tsx"
import { Card } from "../../../../../../components/desk/card.tsx"
import { Shell } from "../../../../../../components/desk/shell.tsx"
import { Field, SelectField } from "../../../../../../components/field.tsx"
import { Notice } from "../../../../../../components/notice.tsx"
import { bookingHere } from "../../../../../../here.ts"
import { needed } from "../../../../../../needed.ts"
import { memberHere } from "../../../../../../staff.ts"
import { signOut } from "../../actions.ts"

type Asked = { readonly [name in "day" | "faultType" | "commune"]?: string }
type Props = { readonly searchParams: Promise<Asked> }

/** A call is about the next days; later ones are a click away. */
const daysShown = 6

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await bookingHere()
  return { title: t("desk.booking.title"), robots: { index: false } }
}

/** Somebody calls: what and where, then a free time, then who. */
export default async function NewBooking({ searchParams }: Props) {
  const who = await memberHere("/desk/bookings/new")
  const { t, to, business } = await bookingHere()
  if (who.role === "technician") redirect(to("/desk/day"))
  const asked = await searchParams
  const today = Temporal.Now.plainDateISO(business.zone).toString()
  const day = firstDay(asked.day, today)
  const { faultType = "", commune = "" } = asked

  return (
    <Shell who={who} current="calendar" path="/desk/bookings/new" signOut={signOut}>
      <main className="grid w-full min-w-0 max-w-4xl grid-cols-[minmax(0,1fr)] content-start gap-4 overflow-y-auto p-4 desk:p-7">
        <a
          href={`${to("/desk/calendar")}?day=${day}`}
          className="link inline-flex min-h-12 w-fit items-center text-sm font-medium wide:min-h-0"
        >
          {t("desk.visit.back")}
        </a>
        <h1 className="text-xl font-semibold">{t("desk.booking.title")}</h1>
        <What day={day} today={today} faultType={faultType} commune={commune} />
        {faultType !== "" && commune !== "" && <When day={day} faultType={faultType} commune={commune} />}
      </main>
    </Shell>
  )
}

type WhatProps = { readonly [name in "day" | "today" | "faultType" | "commune"]: string }

/** What is wrong, and where: a question to the address, so it can be asked again and kept. */
async function What({ day, today, faultType, commune }: WhatProps) {
  const { t, to, locale } = await bookingHere()
  const script = locale.language === "ar" ? "fr" : "ar"
  const [types, areas, others] = await Promise.all([
    api(endpoints.listFaultTypes, { query: { locale: locale.language } }).then(needed),
    api(endpoints.listServiceAreas, { query: { locale: locale.language } }).then(needed),
    api(endpoints.listServiceAreas, { query: { locale: script } }).then(needed),
  ])
  return (
    <Card>
      <form
        action={to("/desk/bookings/new")}
        className="grid gap-4 wide:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] wide:items-start"
      >
        <SelectField name="faultType" label={t("web.book.what")} defaultValue={faultType} required>
          <option value="">{t("desk.booking.choose")}</option>
          {types.items.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </SelectField>
        <CommuneField
          zones={areas.items}
          others={others.items}
          initial={commune}
          words={{
            commune: t("web.book.commune"),
            choose: t("web.book.choose_commune"),
            hint: t("web.book.commune_hint"),
            none: t("web.book.commune_none"),
          }}
        />
        <Field name="day" type="date" label={t("desk.booking.from")} min={today} defaultValue={day} required />
        <Button type="submit" kind={faultType === "" || commune === "" ? "primary" : "quiet"} className="wide:w-fit">
          {t("desk.booking.look")}
        </Button>
      </form>
    </Card>
  )
}

type WhenProps = { readonly [name in "day" | "faultType" | "commune"]: string }

async function When({ day, faultType, commune }: WhenProps) {
  const { locale } = await bookingHere()
  const [found, { technicians }] = await Promise.all([
    api(endpoints.findSlots, {
      query: { faultType, commune, from: day, days: daysShown, locale: locale.language },
    }),
    api(board.showCalendar, { query: { from: day, days: 1 } }).then(needed),
  ])
  if (!found.ok) return <Notice tone="bad">{found.problem.detail}</Notice>
  return <CallerForm {...{ day, faultType, commune, technicians }} list={found.value} daysShown={daysShown} />
}
