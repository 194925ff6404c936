import type { Metadata } from "next"
import type { Answered } from "#kernel/contract.ts"
import { endpoints } from "#modules/booking/contract-desk.ts"
import { api } from "../../../../../api.ts"
import { Card } from "../../../../../components/desk/card.tsx"
import { Shell } from "../../../../../components/desk/shell.tsx"
import { Empty } from "../../../../../components/empty.tsx"
import { ActionForm } from "../../../../../components/form.tsx"
import { DateTime, Phone } from "../../../../../components/said.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { Reference } from "../../../../../components/ticket.tsx"
import { bookingHere } from "../../../../../here.ts"
import { needed } from "../../../../../needed.ts"
import { memberHere } from "../../../../../staff.ts"
import { signOut } from "../actions.ts"
import { actOnVisit } from "../appointments/actions.ts"

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await bookingHere()
  return { title: t("desk.visit.requests.title"), robots: { index: false } }
}

/** What waits for a word of ours, oldest first, with who could come. */
export default async function Requests() {
  const who = await memberHere("/desk/requests")
  const { t, to, locale } = await bookingHere()
  const { items } = needed(await api(endpoints.listRequests, { query: { locale: locale.language } }))

  return (
    <Shell who={who} current="calendar" path="/desk/requests" signOut={signOut}>
      <main className="grid w-full min-w-0 max-w-4xl grid-cols-[minmax(0,1fr)] content-start gap-4 overflow-y-auto p-4 desk:p-7">
        <a
          href={to("/desk/calendar")}
          className="link inline-flex min-h-12 w-fit items-center text-sm font-medium wide:min-h-0"
        >
          {t("desk.visit.back")}
        </a>
        <h1 className="text-xl font-semibold">{t("desk.visit.requests.title")}</h1>
        {items.length === 0 && (
          <Empty title={t("desk.visit.requests.none.title")}>{t("desk.visit.requests.none.about")}</Empty>
        )}
        {items.map((request) => (
          <Request key={request.id} request={request} />
        ))}
      </main>
    </Shell>
  )
}

type Props = { readonly request: Answered<typeof endpoints.listRequests>["items"][number] }

async function Request({ request }: Props) {
  const { t, to, locale, business } = await bookingHere()
  const { id, customer, candidates } = request
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-1">
          <a href={to(`/desk/appointments/${id}`)} data-row className="link font-semibold">
            <bdi>{request.faultType}</bdi> · <bdi>{request.commune}</bdi>
          </a>
          <p>
            <DateTime at={request.startsAt} zone={business.zone} locale={locale} style="full" />
          </p>
          <p className="text-sm text-ink-2">
            <bdi>{customer.name}</bdi> · <Phone e164={customer.phone} locale={locale} />
            {customer.missed > 0 && (
              <span className="font-medium text-bad"> · {t("desk.visit.missed", { count: customer.missed })}</span>
            )}
          </p>
        </div>
        <Reference className="text-sm text-ink-2">{request.number}</Reference>
      </div>
      {request.notes !== "" && (
        <p className="text-sm">
          <bdi>{request.notes}</bdi>
        </p>
      )}
      <h3 className="label">{t("desk.visit.requests.candidates")}</h3>
      {candidates.length === 0 && <p className="text-sm text-ink-2">{t("desk.visit.requests.nobody")}</p>}
      <ul className="grid gap-2">
        {candidates.map((person, index) => (
          <li key={person.technicianId}>
            <ActionForm action={actOnVisit} className="flex flex-wrap items-center justify-between gap-3">
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="action" value="approve" />
              <input type="hidden" name="technicianId" value={person.technicianId} />
              <span>
                <bdi className="font-medium">{person.name}</bdi>{" "}
                <span className="text-sm text-ink-2">
                  {t("desk.visit.requests.load", { visits: person.visits, minutes: person.wayMinutes })}
                </span>
              </span>
              <SubmitButton
                kind={index === 0 ? "primary" : "quiet"}
                size="small"
                pending={t("desk.visit.actions.pending")}
              >
                {t("desk.visit.actions.approve")}
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </Card>
  )
}
