import { randomInt } from "node:crypto"
import pg from "pg"
import type { Sent } from "#kernel/database/transaction.ts"
import { listAll, listFiltered } from "../modules/catalog/queries/list.ts"
import { timelineOf } from "../modules/dossiers/queries.ts"
import { countOpen, listOrders } from "../modules/orders/queries/desk.ts"
import { findOrder } from "../modules/orders/queries/orders.ts"
import { median } from "./median.ts"

type Place = { readonly businessId: string; readonly orderId: string }
type Read = {
  readonly what: string
  readonly scope: "public" | "guest" | "member"
  readonly of: (place: Place) => Sent
}

const page = { view: "all", q: null, afterTime: null, afterId: null, limit: 31 } as const
const shelf = { locale: "fr", currency: "DZD", page: 1, limit: 20 } as const
const fitting = { category: null, brand: null, boiler: "chaffoteaux-niagara-c-25-cf" } as const

const reads: readonly Read[] = [
  { what: "product list of 20", scope: "public", of: () => listAll.prepared(shelf) },
  { what: "parts of one boiler", scope: "public", of: () => listFiltered.prepared({ ...shelf, ...fitting }) },
  { what: "order by id", scope: "guest", of: ({ orderId }) => findOrder.prepared({ id: orderId }) },
  { what: "desk list of 30", scope: "member", of: () => listOrders.prepared(page) },
  {
    what: "desk list, orders to confirm",
    scope: "member",
    of: () => listOrders.prepared({ ...page, view: "to_confirm" }),
  },
  { what: "desk counts", scope: "member", of: () => countOpen.prepared({}) },
  { what: "timeline of an order", scope: "guest", of: ({ orderId }) => timelineOf.prepared({ dossierId: orderId }) },
]

/** The same statement of somebody whom no policy holds: each table with its `where business_id = …`, as people would write it. */
function withoutRowSecurity({ name, text, values }: Sent, businessId: string): Sent {
  const last = `$${values.length + 1}::uuid`
  const walled = text.replace(/\bguichet\.\w+/g, (named) => `(select * from ${named} where business_id = ${last})`)
  return { name: `${name}.walled`, text: walled, values: [...values, businessId] }
}

type Lines = { readonly app: pg.Client; readonly superuser: pg.Client }

export type Compared = { readonly what: string; readonly ratio: number; readonly guardedMs: number }

const blocks = 40
const inBlock = 25

/** Each read under row security and without, in blocks that alternate and change places; the median of their ratios. */
export async function comparedReads({
  appUrl,
  superuserUrl,
}: {
  appUrl: string
  superuserUrl: string
}): Promise<Compared[]> {
  const app = new pg.Client({ connectionString: appUrl })
  const superuser = new pg.Client({ connectionString: superuserUrl })
  await Promise.all([app.connect(), superuser.connect()])
  try {
    const compared: Compared[] = []
    for (const read of reads) compared.push(await comparedRead({ app, superuser }, read))
    return compared
  } finally {
    await Promise.all([app.end(), superuser.end()])
  }
}

async function comparedRead({ app, superuser }: Lines, { what, scope, of }: Read): Promise<Compared> {
  const ratios: number[] = []
  const times: number[] = []
  for (let block = 0; block < blocks; block += 1) {
    const places = await somePlaces(superuser)
    const [{ businessId, orderId } = { businessId: "", orderId: "" }] = places
    // A guest sees one order: its own, again and again.
    const asked = places.map((place) => of(scope === "guest" ? { businessId, orderId } : place))
    await app.query(
      `begin read only; select set_config('app.business_id', '${businessId}', true), set_config('app.scope', '${scope}', true),
        set_config('app.dossier_id', '${orderId}', true)`,
    )
    const bare = asked.map((sent) => withoutRowSecurity(sent, businessId))
    if (block === 0) refuseDifference(what, await app.query(wire(asked[0])), await superuser.query(wire(bare[0])))
    const guardedMs = await timed(app, asked)
    ratios.push(guardedMs / (await timed(superuser, bare)))
    times.push(guardedMs / asked.length)
    await app.query("commit")
  }
  return { what, ratio: median(ratios), guardedMs: median(times) }
}

const wire = (sent: Sent | undefined) => ({
  name: sent?.name ?? "",
  text: sent?.text ?? "",
  values: [...(sent?.values ?? [])],
})

/** Two statements that answer differently are no comparison. */
function refuseDifference(what: string, { rows: guarded }: pg.QueryResult, { rows: plain }: pg.QueryResult): void {
  if (guarded.length === 0 || JSON.stringify(guarded) !== JSON.stringify(plain))
    throw new Error(`${what}: row security and its explicit twin give different answers`)
}

/** One statement after the other, as a request sends them. */
async function timed(client: pg.Client, asked: readonly Sent[]): Promise<number> {
  const began = performance.now()
  for (const sent of asked) await client.query(wire(sent))
  return performance.now() - began
}

/** One of the twenty businesses for the block, and orders of it. */
async function somePlaces(superuser: pg.Client): Promise<Place[]> {
  const { rows } = await superuser.query<Place>(
    `select o.business_id as "businessId", o.id as "orderId"
     from guichet.orders o join guichet.businesses b using (business_id)
     where b.slug = $1 order by random() limit $2`,
    [`shop-${1 + randomInt(20)}`, inBlock],
  )
  return rows
}
