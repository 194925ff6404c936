import * as z from "zod"
import type { Ended } from "../testing/bare-counter.ts"
import type { Database } from "./database.ts"

/** What the gateway says that it holds. */
const gatewayOrder = z.object({ mdOrder: z.string(), status: z.string(), depositMinor: z.number() })
export type GatewayOrder = z.output<typeof gatewayOrder>

export type ShopOrder = {
  readonly id: string
  readonly number: string
  readonly paymentStatus: string
  readonly fulfilmentStatus: string
  readonly paymentMethod: string
  readonly totalMinor: number
  /** References of the gateway's pages that belong to it. */
  readonly pages: readonly string[]
  /** Idempotency keys that made it. */
  readonly keys: readonly string[]
}

/** Units of one variant: at the beginning, on the shelf, reserved, held by open orders, taken by paid ones. */
export type Shelf = {
  readonly sku: string
  readonly stocked: number
  readonly onHand: number
  readonly reserved: number
  readonly held: number
  readonly taken: number
}

/** What is left half done, and a few of it. */
export type Loose = { readonly what: string; readonly count: number; readonly some: readonly string[] }

export type Books = {
  readonly orders: readonly ShopOrder[]
  readonly gateway: readonly GatewayOrder[]
  readonly shelves: readonly Shelf[]
  readonly loose: readonly Loose[]
  /** Processes that served, and ended though nobody killed them. */
  readonly ended: readonly Ended[]
}

type Options = {
  readonly database: Database
  readonly simulatorsUrl: string
  readonly ended: readonly Ended[]
  /** Units at the beginning, by the variant's number in the shop. */
  readonly stocked: ReadonlyMap<string, number>
}

/** Both books at the end of a drill: ours, and the gateway's own. */
export async function readBooks({ database, simulatorsUrl, ended, stocked }: Options): Promise<Books> {
  const answer = await fetch(`${simulatorsUrl}/satim/control/orders`)
  const shelves = await database.rows<Omit<Shelf, "stocked">>(shelfRows)
  return {
    orders: await database.rows<ShopOrder>(orderRows),
    gateway: z.array(gatewayOrder).parse(await answer.json()),
    shelves: shelves.map((shelf) => ({ ...shelf, stocked: stocked.get(shelf.sku) ?? 0 })),
    loose: await database.rows<Loose>(looseRows),
    ended: ended.filter(({ log }) => !isRefusalToBegin(log)),
  }
}

/** Without its database a process does not begin: who keeps it tries again. */
const isRefusalToBegin = (log: string) => /at async (boot|startWorker) /.test(log)

const orderRows = `select o.id, d.number, o.payment_status as "paymentStatus", o.fulfilment_status as "fulfilmentStatus",
    o.payment_method as "paymentMethod", o.total_minor::int as "totalMinor",
    coalesce((select json_agg(g.gateway_reference) from guichet.gateway_references g
      where g.business_id = o.business_id and g.dossier_id = o.id and g.gateway_reference is not null), '[]') as pages,
    coalesce((select json_agg(k.key) from guichet.idempotency_keys k
      where k.business_id = o.business_id and k.route = 'order.place' and k.ids ->> 'orderId' = o.id::text), '[]') as keys
  from guichet.orders o join guichet.dossiers d on d.business_id = o.business_id and d.id = o.id`

const shelfRows = `select v.sku, s.on_hand as "onHand", s.reserved,
    coalesce(sum(h.quantity) filter (where h.status = 'held'), 0)::int as held,
    coalesce(sum(h.quantity) filter (where h.status = 'taken'), 0)::int as taken
  from guichet.stock s
  join guichet.variants v on v.business_id = s.business_id and v.id = s.variant_id
  left join guichet.stock_holds h on h.business_id = s.business_id and h.variant_id = s.variant_id
  group by v.sku, s.on_hand, s.reserved`

const looseRows = `select what, count(*)::int as count, (array_agg(which order by which))[:3] as some from (
    select 'jobs in the queue' as what, concat_ws(' ', payload ->> 'errand', attempts, run_at - now(), locked_by, last_error) as which
      from graphile_worker._private_jobs
    union all select 'errands under way', name from guichet.errands where status = 'sending'
    union all select 'events without a number', name from guichet.events where seq is null
    union all select 'refunds without an end', status from guichet.refunds where status in ('starting', 'unknown')
    union all select 'letters in the queue', id::text from guichet.messages where status = 'queued'
    union all select 'payments without an end', status from guichet.payment_attempts where status in ('starting', 'pending')
    union all select 'errands given up', facts ->> 'errand' from guichet.events where name = 'errand.failed'
    union all select 'payments that contradict the gateway', kind from guichet.tasks
      where kind in ('payment_mismatch', 'payment_unanswered') and done_at is null
  ) as loose group by what`
