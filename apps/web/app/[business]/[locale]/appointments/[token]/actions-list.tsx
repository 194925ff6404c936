import { CalendarClock, CalendarX, Camera, ChevronDown, Clock, MessageCircle } from "lucide-react"
import type { ComponentType, ReactNode } from "react"
import type { Appointment } from "../../../../../appointment.ts"
import { cutoffSaid, moneySaid } from "../../../../../booking-words.ts"
import { PhotoField } from "../../../../../components/booking/photo-field.tsx"
import { ButtonLink } from "../../../../../components/button.tsx"
import { Field } from "../../../../../components/field.tsx"
import { ActionForm } from "../../../../../components/form.tsx"
import { Notice } from "../../../../../components/notice.tsx"
import { PrintButton } from "../../../../../components/print-button.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { here } from "../../../../../here.ts"
import { cancelAppointment, reportLateness, sendPhoto } from "./actions.ts"

type Props = { readonly appointment: Appointment; readonly token: string }

const lateChoices = [10, 20, 30, 45, 60] as const

/** What the holder of the link may still do, each said before it is done. */
export async function Actions({ appointment, token }: Props) {
  const at = await here()
  const { t, to, business } = at
  const { can, number, cancelUntil, lateFee } = appointment
  const cutoff = cutoffSaid({ until: cancelUntil, lateFee }, at)
  return (
    <section className="unprinted grid gap-3" aria-label={t("web.visit.actions")}>
      {can.includes("reschedule") && (
        <ButtonLink wide href={to(`/appointments/${token}/slots`)}>
          <CalendarClock size={18} aria-hidden />
          {t("web.visit.move")}
        </ButtonLink>
      )}
      {can.includes("report_late") && <Late appointment={appointment} token={token} />}
      {can.includes("add_photo") && <SendPhoto appointment={appointment} token={token} />}
      {can.includes("cancel") && (
        <Folded id="cancel" icon={CalendarX} title={t("web.visit.cancel")}>
          <p className="text-ink-2">{cutoff}</p>
          <ActionForm action={cancelAppointment} className="grid gap-4">
            <input type="hidden" name="token" value={token} />
            <Field
              name="reason"
              dir="auto"
              label={t("web.visit.reason")}
              optional={t("web.checkout.optional")}
              autoComplete="off"
              maxLength={200}
            />
            <SubmitButton kind="danger" wide pending={t("web.checkout.checking")}>
              {isLate(appointment)
                ? t("web.visit.cancel_paying", { fee: moneySaid(lateFee, at) })
                : t("web.visit.cancel_free")}
            </SubmitButton>
          </ActionForm>
        </Folded>
      )}
      <ButtonLink
        kind="plain"
        wide
        href={`https://wa.me/${business.contacts.whatsapp.slice(1)}?text=${encodeURIComponent(number)}`}
        rel="noreferrer"
      >
        <MessageCircle size={18} aria-hidden />
        {t("web.contact.whatsapp")}
      </ButtonLink>
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
        <p className="text-sm text-ink-2">{t("web.visit.keep_link")}</p>
        <PrintButton>{t("web.order.print")}</PrintButton>
      </div>
    </section>
  )
}

async function SendPhoto({ appointment, token }: Props) {
  const { t } = await here()
  const own = appointment.photos.filter(({ takenBy }) => takenBy === "customer")
  return (
    <Folded icon={Camera} title={t("web.photos.title")}>
      <ActionForm action={sendPhoto} className="grid gap-3">
        <input type="hidden" name="token" value={token} />
        <PhotoField
          path={`/appointments/${token}/photos`}
          photos={own.map(({ id }) => id)}
          atMost={appointment.photosAtMost}
        >
          <SubmitButton wide>{t("web.photos.send")}</SubmitButton>
        </PhotoField>
      </ActionForm>
    </Folded>
  )
}

/** Cancelling now costs the fee. */
function isLate({ cancelUntil, lateFee }: Appointment): boolean {
  return lateFee.amount > 0 && cancelUntil !== null && Date.parse(cancelUntil) <= Date.now()
}

async function Late({ appointment, token }: Props) {
  const { t } = await here()
  const { lateMinutes } = appointment
  return (
    <Folded icon={Clock} title={t("web.visit.late")}>
      {lateMinutes !== null && <Notice tone="wait">{t("web.visit.late_told", { minutes: lateMinutes })}</Notice>}
      <p className="text-ink-2">{t("web.visit.late_about")}</p>
      <ActionForm action={reportLateness} className="grid gap-3">
        <input type="hidden" name="token" value={token} />
        <div className="grid grid-cols-3 gap-2 wide:grid-cols-5">
          {lateChoices.map((minutes) => (
            <SubmitButton key={minutes} name="minutes" value={minutes}>
              <span className="num whitespace-nowrap">{t("web.duration.minutes", { minutes })}</span>
            </SubmitButton>
          ))}
        </div>
      </ActionForm>
    </Folded>
  )
}

type FoldedProps = {
  /** Where a reminder leads; browsers open what they are led into. */
  readonly id?: string
  readonly icon: ComponentType<{ size: number; "aria-hidden": true }>
  readonly title: string
  readonly children: ReactNode
}

/** Something less usual, opened by a touch, with or without a script. */
function Folded({ id, icon: Icon, title, children }: FoldedProps) {
  return (
    <details className="group rounded-s border border-line bg-card">
      <summary className="eases flex min-h-12 items-center gap-2 rounded-s px-5 font-semibold hover:bg-none-soft">
        <span className="flex flex-1 items-center justify-center gap-2 ps-[18px]">
          <Icon size={18} aria-hidden />
          {title}
        </span>
        <ChevronDown size={18} className="text-ink-3 group-open:rotate-180" aria-hidden />
      </summary>
      <div id={id} className="grid gap-4 border-t border-line p-5">
        {children}
      </div>
    </details>
  )
}
