import { CalendarCheck, ChevronRight } from "lucide-react"
import { endpoints } from "#modules/booking/contract.ts"
import { api } from "../../api.ts"
import { here } from "../../here.ts"

/** The way to an appointment, from a home page; nothing where none can be made. */
export async function BookingCard() {
  const { business, locale, t, to } = await here()
  if (!business.features.includes("booking")) return null
  const listed = await api(endpoints.listFaultTypes, { query: { locale: locale.language } })
  const isHere = listed.ok && listed.value.items.length > 0 && listed.value.items.every(({ inSessions }) => inSessions)

  return (
    <a
      href={to("/book")}
      className="eases flex min-h-16 items-center gap-4 rounded-m border border-line bg-card px-5 py-4 hover:border-edge"
    >
      <CalendarCheck size={24} strokeWidth={1.5} className="shrink-0 text-accent" aria-hidden />
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className="font-semibold">{t(isHere ? "web.sessions.title" : "web.home.visit")}</span>
        <span className="text-sm text-ink-2">{t(isHere ? "web.sessions.card" : "web.home.visit_about")}</span>
      </span>
      <ChevronRight size={18} className="points shrink-0 text-ink-3" aria-hidden />
    </a>
  )
}
