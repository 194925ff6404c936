import { bigint, boolean, currency, instant, integer, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { many, one, statement } from "#kernel/database/statement.ts"

export const views = ["all", "to_confirm", "to_ship", "awaiting_payment", "shipped", "cancelled", "tasks"] as const

const rowColumns = {
  id: uuid,
  number: text,
  customerName: text,
  commune: text,
  wilaya: integer,
  totalMinor: bigint,
  currency,
  paymentStatus: oneOf("unpaid", "paid", "partially_refunded", "refunded"),
  paymentMethod: oneOf("satim", "cash_on_delivery"),
  fulfilmentStatus: oneOf("new", "confirmed", "shipped", "delivered", "returned", "cancelled"),
  placedAt: instant,
  hasTask: boolean,
} as const

const rowList = `o.id, d.number, o.customer_name, o.commune, o.wilaya, o.total_minor, o.currency, o.payment_status, o.payment_method,
  o.fulfilment_status, o.placed_at,
  exists (select from guichet.tasks t where t.business_id = o.business_id and t.dossier_id = o.id and t.done_at is null) as has_task`

const toConfirm =
  "o.fulfilment_status = 'new' and o.payment_method = 'cash_on_delivery' and o.payment_status = 'unpaid'"
const toShip = "(o.fulfilment_status = 'confirmed' or (o.fulfilment_status = 'new' and o.payment_status = 'paid'))"
const awaitingPayment =
  "o.fulfilment_status = 'new' and o.payment_method <> 'cash_on_delivery' and o.payment_status = 'unpaid'"
const hasTask =
  "exists (select from guichet.tasks t where t.business_id = o.business_id and t.dossier_id = o.id and t.done_at is null)"

/** One page, newest first, after the row that the page before ended with. `q` finds a number, a name or a phone. */
export const listOrders = statement("orders.list", {
  takes: {
    view: oneOf(...views),
    q: nullable(text),
    afterTime: nullable(instant),
    afterId: nullable(uuid),
    limit: integer,
  },
  gives: many(rowColumns),
  sql: `select ${rowList}
    from guichet.orders o join guichet.dossiers d on d.business_id = o.business_id and d.id = o.id
    where (:afterTime is null or (o.placed_at, o.id) < (:afterTime, :afterId))
      and (:q is null or d.number ilike '%' || :q || '%' or o.customer_name ilike '%' || :q || '%' or o.customer_phone like '%' || :q || '%')
      and case :view
        when 'to_confirm' then ${toConfirm}
        when 'to_ship' then ${toShip}
        when 'awaiting_payment' then ${awaitingPayment}
        when 'shipped' then o.fulfilment_status in ('shipped', 'delivered')
        when 'cancelled' then o.fulfilment_status in ('cancelled', 'returned')
        when 'tasks' then ${hasTask}
        else true end
    order by o.placed_at desc, o.id desc limit :limit`,
})

/** What waits: open work only, so that it stays small however long the history grows. */
export const countOpen = statement("orders.count-open", {
  takes: {},
  gives: one({ toConfirm: integer, toShip: integer, awaitingPayment: integer, tasks: integer }),
  sql: `select
      count(*) filter (where ${toConfirm})::integer as to_confirm,
      count(*) filter (where ${toShip})::integer as to_ship,
      count(*) filter (where ${awaitingPayment})::integer as awaiting_payment,
      (select count(distinct t.dossier_id)::integer from guichet.tasks t where t.done_at is null) as tasks
    from guichet.orders o where o.fulfilment_status in ('new', 'confirmed')`,
})

export const soldSince = statement("orders.sold-since", {
  takes: { since: instant },
  gives: one({ soldMinor: bigint, orders: integer }),
  sql: `select
      (select coalesce(sum(p.total_minor), 0)::bigint from guichet.orders p where p.paid_at >= :since and p.payment_status = 'paid') as sold_minor,
      (select count(*)::integer from guichet.orders o where o.placed_at >= :since and o.fulfilment_status <> 'cancelled') as orders`,
})
