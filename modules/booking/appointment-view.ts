import type * as z from "zod"
import type { Language } from "#kernel/actor.ts"
import { type Translated, wireMoney } from "#kernel/contract.ts"
import type { Tx } from "#kernel/database/transaction.ts"
import { documentsOf } from "#modules/billing/index.ts"
import { photosOf } from "#modules/documents/index.ts"
import { timelineOf } from "#modules/dossiers/index.ts"
import { paymentOf, settledPayments } from "#modules/payments/index.ts"
import type { appointmentView } from "./contract.ts"
import type { Appointment } from "./queries/appointments.ts"

type View = z.input<typeof appointmentView>

export function inLanguage(text: Translated, language: Language): string {
  return text[language] ?? text.fr
}

/** Empty where nobody goes anywhere. */
export function placeIn(commune: Translated | null, language: Language): string {
  return commune === null ? "" : inLanguage(commune, language)
}

export function photoView({ id, width, height, takenBy }: View["photos"][number]): View["photos"][number] {
  return { id, width, height, takenBy }
}

export function moneyView(amountMinor: number | null, { currency }: Pick<Appointment, "currency">) {
  return amountMinor === null ? null : wireMoney(amountMinor, currency)
}

/** When it is, where, and what is known of the dossier: what customers and staff see alike. */
export async function sharedView(tx: Tx, appointment: Appointment, language: Language) {
  const { id, number, status, startsAt, endsAt, commune, address, landmark, notes, lateMinutes, isAcknowledged } =
    appointment
  const entries = await timelineOf(tx, { dossierId: id })
  return {
    number,
    status,
    startsAt: startsAt.toString(),
    endsAt: endsAt.toString(),
    commune: placeIn(commune, language),
    address,
    landmark,
    notes,
    lateMinutes,
    isAcknowledged,
    price: moneyView(appointment.priceMinor, appointment),
    photos: (await photosOf(tx, [id])).map(photoView),
    documents: (await documentsOf(tx, id)).map((document) => ({ ...document, issuedAt: document.issuedAt.toString() })),
    timeline: entries.map(({ name, facts, createdAt }) => ({ name, at: createdAt.toString(), facts })),
    seq: Math.max(0, ...entries.map(({ seq }) => seq ?? 0)),
  }
}

/** How the payment of the deposit stands; null when none is asked. */
export async function depositView(
  tx: Tx,
  { id, depositMinor, currency, holdUntil }: Appointment,
): Promise<View["deposit"]> {
  const payment = depositMinor === null ? null : await paymentOf(tx, id, "deposit")
  if (payment === null) return null
  return {
    amount: wireMoney(payment.amountMinor, currency),
    status: payment.status,
    redirectUrl: payment.redirectUrl,
    reason: payment.reason,
    payUntil: holdUntil?.toString() ?? null,
    receipt: await receiptView(tx, { id, currency }),
  }
}

async function receiptView(tx: Tx, { id, currency }: Pick<Appointment, "id" | "currency">) {
  const paid = (await settledPayments(tx, id)).find(({ gateway }) => gateway !== null)
  if (paid === undefined || paid.gateway === null) return null
  return { ...paid.gateway, paidAt: paid.paidAt, amount: wireMoney(paid.amountMinor, currency) }
}
