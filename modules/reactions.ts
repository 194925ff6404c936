import type { Acting } from "#kernel/command.ts"
import type { Event, Reaction, Reactions } from "#kernel/events.ts"
import { documentKey, documentsOf, issueCreditNote, issueInvoice } from "#modules/billing/index.ts"
import {
  appointmentFactsOf,
  calendarAttachment,
  depositPaid,
  depositRefunded,
  forgetReminders,
} from "#modules/booking/index.ts"
import { findDossier, raiseTask } from "#modules/dossiers/index.ts"
import { type Attachment, type Template, tellCustomer } from "#modules/inbox/index.ts"
import { invoiceDraftOf, messageFactsOf, orderPaid, orderRefunded } from "#modules/orders/index.ts"
import { paymentOf, receiptKey, returnedPayments } from "#modules/payments/index.ts"

type Follow = Reaction<Acting>

/** What must happen above because of something below: the one table, run in this order inside the same transaction. */
export const reactions: Reactions<Acting> = {
  // Without an address to write to, the order's own page says it already, and placing an order stays cheap.
  "order.placed": [{ ...written("order-placed"), when: ({ facts }) => facts.hasEmail === true }],
  "order.confirmed": [written("order-confirmed")],
  "order.shipped": [written("order-shipped")],
  "order.delivered": [written("order-delivered")],
  "order.cancelled": [written("order-cancelled")],
  "order.refunded": [written("order-refunded")],
  "appointment.booked": [aboutVisit()],
  "appointment.requested": [aboutVisit()],
  "appointment.confirmed": [aboutVisit()],
  "appointment.rescheduled": [
    { name: "it is reminded of anew", run: (acting, event) => forgetReminders(acting, dossierOf(event)) },
    aboutVisit("appointment-rescheduled"),
  ],
  "appointment.phone-changed": [aboutVisit()],
  "appointment.cancelled": [aboutVisit()],
  "appointment.expired": [aboutVisit()],
  "appointment.paid_too_late": [aboutVisit("appointment-paid-late")],
  "appointment.refunded": [aboutVisit("appointment-refunded")],
  "appointment.missed": [aboutVisit()],
  "appointment.completed": [aboutVisit("visit-done")],
  "payment.settled": [{ name: "order is paid, or visit confirmed", run: paid }],
  "order.paid": [
    { name: "invoice is issued", run: invoiced },
    { name: "customer has the receipt", run: receipted },
  ],
  "errand.failed": [
    {
      name: "staff see what could not be done",
      when: ({ dossierId }) => dossierId !== null,
      run: (acting, event) =>
        raiseTask(acting, { dossierId: dossierOf(event), kind: "errand_failed", facts: event.facts }),
    },
  ],
  "payment.failed": [{ name: "customer knows that it failed", run: failed }],
  "payment.refunded": [
    { name: "order is refunded, or visit over", run: refunded },
    { name: "invoice is credited", run: credited },
  ],
}

function dossierOf({ name, dossierId }: Event): string {
  if (dossierId === null) throw new Error(`${name} is about no dossier`)
  return dossierId
}

async function isOrder({ tx }: Acting, event: Event): Promise<boolean> {
  const dossier = await findDossier(tx, { id: dossierOf(event) })
  return dossier?.kind === "order"
}

/** The rest of a visit that its technician took in cash is settled by the visit's own verbs. */
async function paid(acting: Acting, event: Event): Promise<void> {
  const dossierId = dossierOf(event)
  if (await isOrder(acting, event)) return orderPaid.within(acting, { orderId: dossierId })
  await depositPaid.within(acting, { appointmentId: dossierId, requestId: requestOf(event) })
}

async function refunded(acting: Acting, event: Event): Promise<void> {
  const dossierId = dossierOf(event)
  if (await isOrder(acting, event)) return orderRefunded.within(acting, { orderId: dossierId })
  await depositRefunded.within(acting, { appointmentId: dossierId, requestId: requestOf(event) })
}

function requestOf({ name, facts }: Event): string {
  if (typeof facts.requestId !== "string") throw new Error(`${name} is about no payment request`)
  return facts.requestId
}

function written(template: Template): Follow {
  return {
    name: `customer reads ${template}`,
    run: (acting, event) => told(acting, { orderId: dossierOf(event), template }),
  }
}

/** What a calendar hears of: the visit is there, elsewhere, or off. */
const dated: readonly Template[] = [
  "appointment-booked",
  "appointment-confirmed",
  "appointment-requested",
  "appointment-rescheduled",
  "appointment-cancelled",
  "appointment-refused",
]

/** Left out: the words for how the appointment stands after the event. */
function aboutVisit(template?: Template): Follow {
  return {
    name: `customer reads ${template ?? "how the appointment stands"}`,
    run: async (acting, event) => {
      const dossierId = dossierOf(event)
      const { facts, ...told } = await appointmentFactsOf(acting.tx, dossierId)
      const { feeMinor } = event.facts
      const said = template ?? told.template
      const isDated = told.recipient !== null && dated.includes(said)
      await tellCustomer(acting, {
        ...told,
        dossierId,
        template: said,
        attachments: isDated ? [await calendarAttachment(acting, dossierId)] : [],
        facts: typeof feeMinor === "number" ? { ...facts, feeMinor } : facts,
      })
    },
  }
}

type Telling = {
  readonly orderId: string
  readonly template: Template
  readonly reason?: string
  readonly attachments?: readonly Attachment[]
}

async function told(acting: Acting, { orderId, template, reason, attachments = [] }: Telling): Promise<void> {
  const { recipient, phone, facts } = await messageFactsOf(acting.tx, orderId)
  const said = reason === undefined ? facts : { ...facts, reason }
  await tellCustomer(acting, {
    dossierId: orderId,
    template,
    recipient,
    phone,
    facts: said,
    attachments: [...attachments],
  })
}

async function invoiced(acting: Acting, event: Event): Promise<void> {
  await issueInvoice.within(acting, await invoiceDraftOf(acting.tx, acting.business, dossierOf(event)))
}

/** The receipt's files are still in the making here: the message waits for them a moment before it leaves. */
async function receipted(acting: Acting, event: Event): Promise<void> {
  const { tx, business } = acting
  const orderId = dossierOf(event)
  const documents = (await documentsOf(tx, orderId)).filter(({ kind }) => kind === "invoice")
  const payment = await paymentOf(tx, orderId)
  const paidAttempts = payment?.attempts.filter(({ status }) => status === "paid") ?? []
  const attachments = [
    ...documents.map(({ id, number }) => ({ key: documentKey(business.id, id), name: `${number}.pdf` })),
    ...paidAttempts.map(({ id, reference }) => ({ key: receiptKey(business.id, id), name: `${reference ?? id}.pdf` })),
  ]
  const template = event.facts.reinstated === true ? "order-reinstated" : "payment-received"
  await told(acting, { orderId, template, attachments })
}

/** A session that ran out is no news to who left it; a bank's no is, with its own words. A visit's page says it. */
async function failed(acting: Acting, event: Event): Promise<void> {
  if (event.facts.outcome !== "failed" || !(await isOrder(acting, event))) return
  const orderId = dossierOf(event)
  const reason = (await paymentOf(acting.tx, orderId))?.reason
  await told(acting, { orderId, template: "payment-failed", ...(typeof reason === "string" ? { reason } : {}) })
}

/** A visit's invoice is its own: what of a deposit went back was never on it. */
async function credited(acting: Acting, event: Event): Promise<void> {
  if (!(await isOrder(acting, event))) return
  const dossierId = dossierOf(event)
  const payments = await returnedPayments(acting.tx, dossierId)
  await issueCreditNote.within(acting, { dossierId, payments })
}
