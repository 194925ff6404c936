"use client"

import { Minus, Plus } from "lucide-react"
import { useState } from "react"
import { leftOf } from "../../day/day.ts"
import { Button } from "../button.tsx"
import { Money } from "../said.tsx"
import { useSpoken } from "./spoken.tsx"
import type { VisitProps } from "./visit-page.tsx"

/** What went into the boiler. A part that is not sent yet is taken back by not sending it. */
export function Parts(props: VisitProps) {
  const { visit, sendings, act } = props
  const { w, locale } = useSpoken()
  const [isPicking, setPicking] = useState(false)
  const isOpen = visit.status === "confirmed" && visit.totals.cash.amount === 0
  const isSent = (id: string) => !sendings.some(({ key }) => key === id)
  return (
    <section className="grid gap-3 rounded-m border border-line bg-card p-4">
      <h2 className="font-semibold">{w.parts}</h2>
      {visit.parts.length === 0 && <p className="text-sm text-ink-2">{w.no_parts}</p>}
      <ul className="grid divide-y divide-line empty:hidden">
        {visit.parts.map((part) => (
          <li key={part.id} className="flex min-h-14 items-center gap-3 py-2">
            <span className="min-w-0 flex-1">
              <span className="num">{part.quantity} × </span>
              <bdi>{part.name}</bdi>
              <bdi dir="ltr" className="mono block text-start text-xs text-ink-3">
                {part.sku}
              </bdi>
            </span>
            <Money value={part.total} locale={locale} />
            {isOpen && isSent(part.id) && (
              <Button
                type="button"
                kind="plain"
                size="small"
                onClick={() => void act({ kind: "unpart", partId: part.id })}
              >
                {w.remove_part}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isOpen && !isPicking && (
        <Button type="button" wide onClick={() => setPicking(true)}>
          <Plus size={20} aria-hidden /> {w.add_part}
        </Button>
      )}
      {isOpen && isPicking && <Picker {...props} close={() => setPicking(false)} />}
    </section>
  )
}

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
const shownAtMost = 6

function Picker({ day, sendings, act, close }: VisitProps & { readonly close: () => void }) {
  const { w, locale } = useSpoken()
  const [asked, setAsked] = useState("")
  const [chosen, setChosen] = useState<string | null>(null)
  const words = plain(asked).split(/\s+/).filter(Boolean)
  const found = day.stock.filter(({ sku, name }) => words.every((word) => plain(`${sku} ${name}`).includes(word)))
  return (
    <div className="grid gap-3">
      <label className="grid gap-1.5 font-medium">
        {w.find_part}
        <input type="search" className="input" value={asked} onChange={(event) => setAsked(event.target.value)} />
      </label>
      {found.length === 0 && <p className="text-sm text-ink-2">{w.no_part_found}</p>}
      <ul className="grid divide-y divide-line">
        {found.slice(0, shownAtMost).map((part) => {
          const left = leftOf(day, { variantId: part.variantId, sendings })
          return (
            <li key={part.variantId} className="grid gap-2 py-2">
              <button
                type="button"
                aria-expanded={chosen === part.variantId}
                onClick={() => setChosen(part.variantId)}
                className="flex min-h-12 items-center gap-3 text-start"
              >
                <span className="min-w-0 flex-1">
                  <bdi>{part.name}</bdi>
                  <span className="block text-xs text-ink-3">
                    <bdi dir="ltr" className="mono">
                      {part.sku}
                    </bdi>
                    {" · "}
                    {w.in_stock} <span className="num">{left}</span>
                  </span>
                </span>
                <Money value={part.price} locale={locale} />
              </button>
              {chosen === part.variantId && (
                <Amount
                  use={(quantity) => {
                    void act({ kind: "part", variantId: part.variantId, quantity })
                    close()
                  }}
                />
              )}
            </li>
          )
        })}
      </ul>
      <Button type="button" kind="plain" onClick={close}>
        {w.close}
      </Button>
    </div>
  )
}

function Amount({ use }: { readonly use: (quantity: number) => void }) {
  const { w } = useSpoken()
  const [quantity, setQuantity] = useState(1)
  return (
    <div className="flex items-center gap-2">
      <Button
        type="button"
        size="icon"
        aria-label={w.less}
        disabled={quantity === 1}
        onClick={() => setQuantity(quantity - 1)}
      >
        <Minus size={20} aria-hidden />
      </Button>
      <output aria-label={w.quantity} className="num min-w-8 text-center text-lg font-semibold">
        {quantity}
      </output>
      <Button type="button" size="icon" aria-label={w.more} onClick={() => setQuantity(quantity + 1)}>
        <Plus size={20} aria-hidden />
      </Button>
      <Button type="button" className="flex-1" onClick={() => use(quantity)}>
        {w.use_part}
      </Button>
    </div>
  )
}
