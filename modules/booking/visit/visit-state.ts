import type * as z from "zod"
import type { Business, Language } from "#kernel/actor.ts"
import { wireMoney } from "#kernel/contract.ts"
import type { Tx } from "#kernel/database/transaction.ts"
import { documentsOf, stampDutyMinor } from "#modules/billing/index.ts"
import { returnedPayments, settledPayments } from "#modules/payments/index.ts"
import type { visitState } from "../contract-visit.ts"
import { refuse } from "../refusals.ts"
import * as queries from "./queries.ts"
import { type Owed, owed } from "./visit.ts"

type Reading = { readonly tx: Tx; readonly business: Business; readonly now: Temporal.Instant }
type State = z.input<typeof visitState>

/** A visit with all that was done and paid, as far as the reader's scope shows it. */
export type Standing = Owed & {
  readonly visit: queries.Visited
  readonly parts: readonly queries.UsedPart[]
  readonly report: queries.Report | null
  readonly depositMinor: number
  readonly cashMinor: number
  /** Of the cash taken; before that, of what is due. */
  readonly stampMinor: number
}

export async function standingOf(reading: Reading, visit: queries.Visited): Promise<Standing> {
  const { tx, business, now } = reading
  const appointmentIds = [visit.id]
  const [parts, [report = null], settled, returned] = await Promise.all([
    queries.partsOf(tx, { appointmentIds }),
    queries.reportsOf(tx, { appointmentIds }),
    settledPayments(tx, visit.id),
    returnedPayments(tx, visit.id),
  ])
  const isCash = ({ method }: { method: string }) => method === "cash_on_delivery"
  const sum = (payments: readonly { amountMinor: number }[]) =>
    payments.reduce((all, { amountMinor }) => all + amountMinor, 0)
  const cashMinor = sum(settled.filter(isCash))
  const depositMinor = sum(settled) - cashMinor - sum(returned)
  const charged = {
    priceMinor: visit.priceMinor,
    labourMinor: report?.labourMinor ?? null,
    partsMinor: parts.map(({ totalMinor }) => totalMinor),
    depositMinor,
    cashMinor,
  }
  const owes = owed(charged)
  const on = now.toZonedDateTimeISO(business.zone).toPlainDate()
  const duty = stampDutyMinor({ amountMinor: owes.dueMinor, country: business.country, on })
  return { ...owes, visit, parts, report, depositMinor, cashMinor, stampMinor: owes.stampTakenMinor ?? duty }
}

/** Refuses `visit_paid`: once the cash is taken, what was sold stands still. */
export function checkUnpaid({ cashMinor }: Pick<Standing, "cashMinor">): void {
  if (cashMinor > 0) refuse("visit_paid")
}

export async function stateOf(
  { tx }: Pick<Reading, "tx">,
  { standing, language }: { standing: Standing; language: Language },
): Promise<State> {
  const { visit, parts, report } = standing
  const money = (amountMinor: number) => wireMoney(amountMinor, visit.currency)
  const invoice = (await documentsOf(tx, visit.id)).find(({ kind }) => kind === "invoice")
  return {
    id: visit.id,
    status: visit.status,
    startedAt: visit.startedAt?.toString() ?? null,
    finishedAt: visit.finishedAt?.toString() ?? null,
    parts: parts.map(({ id, variantId, sku, name, quantity, totalMinor }) => ({
      id,
      variantId,
      sku,
      name: name[language] ?? name.fr,
      quantity,
      total: money(totalMinor),
    })),
    report:
      report === null
        ? null
        : { workDone: report.workDone, labour: money(report.labourMinor), signedName: report.signedName },
    totals: {
      visit: standing.visitMinor === null ? null : money(standing.visitMinor),
      parts: money(standing.partsMinor),
      total: money(standing.totalMinor),
      deposit: money(standing.depositMinor),
      due: money(standing.dueMinor),
      stamp: money(standing.stampMinor),
      cash: money(standing.cashMinor),
    },
    invoice: invoice === undefined ? null : { id: invoice.id, number: invoice.number, isReady: invoice.isReady },
  }
}
