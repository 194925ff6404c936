import "server-only"
import { notFound } from "next/navigation"
import { cache } from "react"
import { endpoints } from "#modules/booking/contract.ts"
import { api } from "../../../../../api.ts"
import { needed } from "../../../../../needed.ts"
import { visitNow } from "../../../../../visit.ts"

const tokenShape = /^[0-9a-hjkmnp-tv-z]{26}$/

/** The appointment that a link opens; a link that opens nothing is an address without a page. */
export const appointmentOf = cache(async (token: string) => {
  if (!tokenShape.test(token)) notFound()
  const { language } = await visitNow()
  return needed(await api(endpoints.showAppointment, { params: { token }, query: { locale: language } }))
})
