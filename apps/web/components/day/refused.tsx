"use client"

import type { Day, Sending } from "../../day/day.ts"
import type { DayView } from "../../day/use-day.ts"
import { Button } from "../button.tsx"
import { Money } from "../said.tsx"
import { Reference } from "../ticket.tsx"
import { useSpoken } from "./spoken.tsx"

type Props = { readonly sendings: readonly Sending[]; readonly day: Day | null; readonly view: DayView }

/** What the counter did not accept, in its own words, until somebody has decided. */
export function Refused({ sendings, day, view }: Props) {
  const refused = sendings.filter(({ refusal }) => refusal !== null)
  const holdsUp = ({ id, visitId }: Sending) => sendings.some((other) => other.visitId === visitId && other.id > id)
  return refused.map((sending) => (
    <OneRefused key={sending.id} sending={sending} day={day} view={view} holdsUp={holdsUp(sending)} />
  ))
}

type One = Omit<Props, "sendings"> & { readonly sending: Sending; readonly holdsUp: boolean }

function OneRefused({ sending, day, view, holdsUp }: One) {
  const { w, locale } = useSpoken()
  const { deed, refusal, visitId } = sending
  const visit = day?.visits.find(({ id }) => id === visitId)
  const expected = deed.kind === "cash" ? (refusal?.expected ?? null) : null
  const again =
    expected === null
      ? sending
      : { ...sending, key: crypto.randomUUID(), deed: { kind: "cash", collected: expected } as const }
  return (
    <section role="alert" className="grid gap-2 rounded-m border border-bad bg-bad-soft px-4 py-3">
      <h2 className="font-semibold text-bad">{w.refused_title}</h2>
      <p className="text-sm">
        {w[`deed_${deed.kind}`]}
        {visit !== undefined && (
          <>
            {" · "}
            <Reference>{visit.number}</Reference> · <bdi>{visit.customer.name}</bdi>
          </>
        )}
      </p>
      <p>{refusal?.detail}</p>
      {holdsUp && <p className="text-sm text-ink-2">{w.waits}</p>}
      <div className="flex flex-wrap gap-2">
        <Button type="button" onClick={() => void view.retry(again)}>
          {expected === null ? w.retry : w.retry_cash} {expected !== null && <Money value={expected} locale={locale} />}
        </Button>
        <Button type="button" kind="plain" onClick={() => void view.drop(sending)}>
          {w.drop}
        </Button>
      </div>
    </section>
  )
}
