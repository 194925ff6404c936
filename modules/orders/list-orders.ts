import type * as z from "zod"
import { wireMoney } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { openTasks } from "#modules/dossiers/index.ts"
import { endpoints } from "./contract.ts"
import { shownStatus } from "./order.ts"
import * as queries from "./queries/desk.ts"

type Row = Awaited<ReturnType<typeof queries.listOrders>>[number]
type DeskRow = z.input<typeof endpoints.listOrders.answer>["items"][number]

function deskRow({ totalMinor, currency, placedAt, ...row }: Row): DeskRow {
  return { ...row, total: wireMoney(totalMinor, currency), status: shownStatus(row), placedAt: placedAt.toString() }
}

/** Where a page ended: time and id of its last row, opaque to the client. */
function cursorOf({ placedAt, id }: Row): string {
  return Buffer.from(`${placedAt.toString()}|${id}`).toString("base64url")
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A cursor that nobody gave out starts from the top. */
function afterOf(cursor: string | undefined): { afterTime: Temporal.Instant | null; afterId: string | null } {
  const [time = "", id = ""] = Buffer.from(cursor ?? "", "base64url")
    .toString("utf8")
    .split("|")
  if (!uuidShape.test(id)) return { afterTime: null, afterId: null }
  try {
    return { afterTime: Temporal.Instant.from(time), afterId: id }
  } catch {
    return { afterTime: null, afterId: null }
  }
}

/** Phones are kept as E.164; people type them as 05…; `%` and `_` mean themselves. */
function soughtOf(q: string | undefined): string | null {
  const trimmed = q?.trim() ?? ""
  if (trimmed === "") return null
  const digits = trimmed.replace(/[\s.-]/g, "")
  const sought = /^0\d{3,}$/.test(digits) ? digits.slice(1) : trimmed
  return sought.replace(/[\\%_]/g, "\\$&")
}

export const listOrders = query({
  name: "orders.list",
  needs: "orders.list",
  input: endpoints.listOrders.query,

  async run({ tx }, { view, q, after, limit }) {
    const rows = await queries.listOrders(tx, { view, q: soughtOf(q), ...afterOf(after), limit: limit + 1 })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const counts = await queries.countOpen(tx, {})

    return {
      items: page.map(deskRow),
      next: rows.length > limit && last !== undefined ? cursorOf(last) : null,
      counts: {
        to_confirm: counts.toConfirm,
        to_ship: counts.toShip,
        awaiting_payment: counts.awaitingPayment,
        tasks: counts.tasks,
      },
    }
  },
})

/** Today as the business's own zone has it. */
export const showToday = query({
  name: "orders.today",
  needs: "orders.list",
  input: endpoints.listOrders.query.pick({}),

  async run({ tx, business, now }) {
    const since = now.toZonedDateTimeISO(business.zone).startOfDay().toInstant()
    const [counts, sold, toConfirm, toShip, tasks] = [
      await queries.countOpen(tx, {}),
      await queries.soldSince(tx, { since }),
      await queries.listOrders(tx, { view: "to_confirm", q: null, afterTime: null, afterId: null, limit: 10 }),
      await queries.listOrders(tx, { view: "to_ship", q: null, afterTime: null, afterId: null, limit: 10 }),
      await openTasks(tx, { limit: 20 }),
    ]
    return {
      counts: {
        to_confirm: counts.toConfirm,
        to_ship: counts.toShip,
        awaiting_payment: counts.awaitingPayment,
        tasks: counts.tasks,
      },
      sold: wireMoney(sold.soldMinor, business.currency),
      orders: sold.orders,
      next: [...toConfirm, ...toShip].map(deskRow),
      tasks: tasks.map(({ dossierId, raisedAt, ...task }) => ({
        ...task,
        orderId: dossierId,
        raisedAt: raisedAt.toString(),
      })),
    }
  },
})
