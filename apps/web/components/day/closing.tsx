"use client"

import { Printer } from "lucide-react"
import type { ReactNode } from "react"
import type { WireMoney } from "#kernel/contract.ts"
import { Button, ButtonLink } from "../button.tsx"
import { Money } from "../said.tsx"
import { Reference } from "../ticket.tsx"
import { useSpoken } from "./spoken.tsx"
import type { VisitProps } from "./visit-page.tsx"

/** What is owed, the cash, the end of the visit and its invoice. */
export function Closing({ visit, act }: VisitProps) {
  const { w, locale } = useSpoken()
  const { totals, invoice } = visit
  const isOpen = visit.status === "confirmed"
  const cash = { ...totals.due, amount: totals.due.amount + totals.stamp.amount }
  const isDue = isOpen && totals.visit !== null && totals.due.amount > 0
  const isReady = isOpen && totals.visit !== null && (visit.report !== null || visit.price !== null)
  return (
    <section className="grid gap-4 rounded-m border border-line bg-card p-4">
      <h2 className="font-semibold">{w.to_pay}</h2>
      <dl className="grid gap-2">
        {totals.visit === null ? (
          <Line label={w.visit}>{w.quote}</Line>
        ) : (
          <Amount label={w.visit} value={totals.visit} />
        )}
        {totals.parts.amount > 0 && <Amount label={w.parts_sum} value={totals.parts} />}
        {totals.deposit.amount > 0 && <Amount label={w.deposit} value={totals.deposit} minus />}
        {(isDue || totals.cash.amount > 0) && totals.stamp.amount > 0 && (
          <Amount label={w.stamp} value={totals.stamp} />
        )}
        {isDue && <Amount label={w.cash_total} value={cash} strong />}
        {totals.cash.amount > 0 && <Amount label={w.cash_taken} value={totals.cash} strong />}
      </dl>
      {isDue && (
        <Button
          type="button"
          kind={visit.report === null ? "quiet" : "primary"}
          wide
          className="min-h-16 text-lg"
          onClick={() => void act({ kind: "cash", collected: cash })}
        >
          {w.take_cash} · <Money value={cash} locale={locale} />
        </Button>
      )}
      {isReady && (
        <>
          <Button
            type="button"
            kind={isDue || visit.report === null ? "quiet" : "primary"}
            wide
            className="min-h-14"
            onClick={() => void act({ kind: "complete" })}
          >
            {w.finish}
            {isDue && ` · ${w.without_cash}`}
          </Button>
          <p className="text-sm text-ink-2">{w.finish_about}</p>
        </>
      )}
      {visit.status === "done" && <Invoice invoice={invoice} isOwed={totals.total.amount > 0} />}
    </section>
  )
}

type Shown = { readonly invoice: VisitProps["visit"]["invoice"]; readonly isOwed: boolean }

function Invoice({ invoice, isOwed }: Shown) {
  const { w, apiTo } = useSpoken()
  if (invoice === null) return isOwed ? <p className="text-sm text-ink-2">{w.invoice_later}</p> : null
  return (
    <div className="grid gap-2">
      <p>
        {w.invoice} <Reference>{invoice.number}</Reference>
      </p>
      <ButtonLink href={apiTo(`/desk/documents/${invoice.id}`)} wide className="min-h-14">
        <Printer size={20} aria-hidden /> {w.open_invoice}
      </ButtonLink>
    </div>
  )
}

type AmountProps = {
  readonly label: string
  readonly value: WireMoney
  readonly minus?: boolean
  readonly strong?: boolean
}

function Amount({ label, value, minus = false, strong = false }: AmountProps) {
  const { locale } = useSpoken()
  const shown = minus ? { ...value, amount: -value.amount } : value
  return (
    <Line label={label} strong={strong}>
      <Money value={shown} locale={locale} />
    </Line>
  )
}

function Line({ label, strong = false, children }: { label: string; strong?: boolean; children: ReactNode }) {
  return (
    <div
      className={`flex items-baseline justify-between gap-4 ${strong ? "border-t border-line pt-2 text-lg font-semibold" : ""}`}
    >
      <dt>{label}</dt>
      <dd className="text-end">{children}</dd>
    </div>
  )
}
