import type { Answered, WireMoney } from "#kernel/contract.ts"
import type { endpoints } from "#modules/booking/contract-visit.ts"

export type Day = Answered<typeof endpoints.showMyDay>
export type DayVisit = Day["visits"][number]
export type VisitState = Answered<typeof endpoints.startVisit>
export type Signature = { readonly name: string; readonly path: string }

/** What somebody did on the phone, whether there was a network or not. */
export type Deed =
  | { readonly kind: "start" }
  | { readonly kind: "part"; readonly variantId: string; readonly quantity: number }
  | { readonly kind: "unpart"; readonly partId: string }
  | { readonly kind: "photo"; readonly bytes: ArrayBuffer; readonly thumb: string }
  | {
      readonly kind: "report"
      readonly workDone: string
      readonly labour: WireMoney | null
      readonly signature: Signature | null
    }
  | { readonly kind: "cash"; readonly collected: WireMoney }
  | { readonly kind: "complete" }

/** Why the counter said no; it stays until somebody has read it. */
export type DeedRefusal = { readonly code: string; readonly detail: string; readonly expected: WireMoney | null }

/** A deed on its way: sent with the key that was made with it, so that it happens once. */
export type Sending = {
  readonly id: number
  readonly key: string
  readonly accountId: string
  readonly visitId: string
  readonly at: string
  readonly deed: Deed
  readonly refusal: DeedRefusal | null
}
export type Unsent = Omit<Sending, "id">

/** The visit as its technician left it: what the counter knows, and what it will once everything is sent. */
export type ShownVisit = DayVisit & { readonly thumbs: readonly { readonly id: string; readonly source: string }[] }

export function asLeft(day: Day, { visit, sendings }: { visit: DayVisit; sendings: readonly Sending[] }): ShownVisit {
  const own = sendings.filter(({ visitId, refusal }) => visitId === visit.id && refusal === null)
  const left = own.reduce<ShownVisit>((before, sending) => done(day, before, sending), { ...visit, thumbs: [] })
  return own.length === 0 ? left : { ...left, totals: totalsOf(day, left) }
}

function done(day: Day, visit: ShownVisit, { deed, at, key }: Sending): ShownVisit {
  switch (deed.kind) {
    case "start":
      return { ...visit, startedAt: visit.startedAt ?? at }
    case "part":
      return { ...visit, parts: [...visit.parts, ...usedParts(day, deed, key)] }
    case "unpart":
      return { ...visit, parts: visit.parts.filter(({ id }) => id !== deed.partId) }
    case "photo":
      return { ...visit, thumbs: [...visit.thumbs, { id: key, source: deed.thumb }] }
    case "report": {
      const labour = deed.labour ?? visit.report?.labour ?? { amount: 0, currency: visit.totals.total.currency }
      const signedName = deed.signature?.name ?? visit.report?.signedName ?? null
      return { ...visit, report: { workDone: deed.workDone, labour, signedName } }
    }
    case "cash":
      return { ...visit, totals: { ...visit.totals, cash: deed.collected } }
    case "complete":
      return { ...visit, status: "done", finishedAt: at }
  }
}

function usedParts(day: Day, { variantId, quantity }: { variantId: string; quantity: number }, id: string) {
  const found = day.stock.find((part) => part.variantId === variantId)
  if (found === undefined) return []
  const { sku, name, price } = found
  return [{ id, variantId, sku, name, quantity, total: { ...price, amount: price.amount * quantity } }]
}

/** As the counter computes it (its own answer decides). */
function totalsOf({ stampRule }: Day, visit: DayVisit): DayVisit["totals"] {
  const { deposit, cash } = visit.totals
  const amount = (minor: number): WireMoney => ({ amount: minor, currency: deposit.currency })
  const priced = visit.price ?? visit.report?.labour ?? null
  const parts = visit.parts.reduce((sum, { total }) => sum + total.amount, 0)
  const total = (priced?.amount ?? 0) + parts
  const rest = Math.max(total - deposit.amount, 0)
  const isPaid = cash.amount > 0
  return {
    visit: priced,
    parts: amount(parts),
    total: amount(total),
    deposit,
    due: amount(isPaid ? 0 : rest),
    stamp: amount(isPaid ? cash.amount - rest : stampDuty(stampRule, rest)),
    cash,
  }
}

/** Duty on what is paid in cash: the rate of the first bracket that holds it, per step begun. */
export function stampDuty(rule: Day["stampRule"], amount: number): number {
  const bracket = rule?.brackets.find(({ upTo }) => upTo === null || amount <= upTo)
  if (rule === null || bracket === undefined || bracket.dutyPerStep === 0 || amount <= 0) return 0
  return Math.max(rule.minimum, Math.ceil(amount / rule.step) * bracket.dutyPerStep)
}

/** What is left of a part once everything is sent. */
export function leftOf(day: Day, { variantId, sendings }: { variantId: string; sendings: readonly Sending[] }): number {
  const available = day.stock.find((part) => part.variantId === variantId)?.available ?? 0
  return sendings.reduce(
    (left, { deed, refusal }) =>
      deed.kind === "part" && deed.variantId === variantId && refusal === null ? left - deed.quantity : left,
    available,
  )
}

/**
 * What may be sent next: deeds in their order, but none of a visit in which one was refused before it, so that nobody
 * completes a visit whose cash was not taken; nor of one that waits for its turn to come again.
 */
export function nextToSend(
  sendings: readonly Sending[],
  waiting: ReadonlySet<string> = new Set(),
): Sending | undefined {
  const stuck = new Set(waiting)
  for (const sending of sendings) {
    if (sending.refusal !== null) stuck.add(sending.visitId)
    else if (!stuck.has(sending.visitId)) return sending
  }
  return undefined
}

/** The day after the counter has answered a deed: its own word about that visit. */
export function answered(day: Day, { sending, answer }: { sending: Sending; answer: unknown }): Day {
  const { visitId, deed } = sending
  const merged = (visit: DayVisit): DayVisit =>
    deed.kind === "photo"
      ? { ...visit, photos: [...visit.photos, answer as DayVisit["photos"][number]] }
      : { ...visit, ...(answer as VisitState) }
  return { ...day, visits: day.visits.map((visit) => (visit.id === visitId ? merged(visit) : visit)) }
}
