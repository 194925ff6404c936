import { uuid } from "#kernel/database/column.ts"
import { count, statement } from "#kernel/database/statement.ts"

const ordered = (status: string) => `with hold as materialized (
    select h.variant_id, h.quantity from guichet.stock_holds h
    where h.order_id = :orderId and h.status = '${status}' order by h.variant_id for update
  ), locked as materialized (
    select s.variant_id from guichet.stock s where s.variant_id in (select variant_id from hold) order by s.variant_id for update
  )`

/** Paid or shipped: the held units leave the shelf for good. */
export const takeHeld = statement("orders.take-held", {
  takes: { orderId: uuid },
  gives: count,
  sql: `${ordered("held")}, moved as (
      update guichet.stock s set on_hand = s.on_hand - hold.quantity, reserved = s.reserved - hold.quantity
      from hold join locked using (variant_id) where s.variant_id = hold.variant_id
    )
    update guichet.stock_holds h set status = 'taken' from hold
    where h.order_id = :orderId and h.variant_id = hold.variant_id and h.status = 'held'`,
})

/** Not bought after all: others can have the units. */
export const releaseHeld = statement("orders.release-held", {
  takes: { orderId: uuid },
  gives: count,
  sql: `${ordered("held")}, moved as (
      update guichet.stock s set reserved = s.reserved - hold.quantity
      from hold join locked using (variant_id) where s.variant_id = hold.variant_id
    )
    update guichet.stock_holds h set status = 'released' from hold
    where h.order_id = :orderId and h.variant_id = hold.variant_id and h.status = 'held'`,
})

/** Paid, then cancelled before it left: the units go back to the shelf. */
export const returnTaken = statement("orders.return-taken", {
  takes: { orderId: uuid },
  gives: count,
  sql: `${ordered("taken")}, moved as (
      update guichet.stock s set on_hand = s.on_hand + hold.quantity
      from hold join locked using (variant_id) where s.variant_id = hold.variant_id
    )
    update guichet.stock_holds h set status = 'returned' from hold
    where h.order_id = :orderId and h.variant_id = hold.variant_id and h.status = 'taken'`,
})

/** A released order that was paid late is held again; its stock rows are locked and enough already. */
export const holdAgain = statement("orders.hold-again", {
  takes: { orderId: uuid },
  gives: count,
  sql: `${ordered("released")}, moved as (
      update guichet.stock s set reserved = s.reserved + hold.quantity
      from hold join locked using (variant_id) where s.variant_id = hold.variant_id
    )
    update guichet.stock_holds h set status = 'held' from hold
    where h.order_id = :orderId and h.variant_id = hold.variant_id and h.status = 'released'`,
})
