import type pg from "pg"
import { newId } from "#kernel/ids.ts"

type Column = { table: string; column: string; type: string; isNullable: boolean; hasDefault: boolean }
type Reference = { table: string; columns: string[]; target: string; targetColumns: string[] }
type Row = Record<string, unknown>
type Words = Map<string, string>

/** One row's owner: its business, and the customer whose dossier it is about. */
export type Owner = { readonly business: string; readonly customer: string }

/** Values that a column's type does not tell. Words of a check constraint are read from the catalogue. */
const known: { readonly [column: string]: (n: number) => unknown } = {
  "businesses.slug": (n) => `maison-${n}`,
  "businesses.country": () => "DZ",
  "businesses.locales": () => ["fr"],
  "absences.ends_at": () => "2026-01-02T00:00:00Z",
  "accounts.email": (n) => `a${n}@example.test`,
  "appointments.ends_at": () => "2026-01-01T01:00:00Z",
  "appointments.blocked_to": () => "2026-01-01T01:00:00Z",
  "appointments.status": () => "confirmed",
  "appointments.blocked": () => undefined,
  "appointments.booked_at": () => "2026-01-01T00:00:00Z",
  "appointments.customer_name": (n) => `client ${n}`,
  "appointments.customer_phone": (n) => `+2135500${String(n).padStart(5, "0")}`,
  "customers.phone": (n) => `+2135500${String(n).padStart(5, "0")}`,
  "delivery_rates.wilaya": (n) => (n % 69) + 1,
  "orders.wilaya": () => 16,
  "payment_requests.amount_minor": () => 100,
  "payment_attempts.amount_minor": () => 100,
  "payment_attempts.status": () => "paid",
  "payment_attempts.closed_at": () => "2026-01-01T00:00:00Z",
  "fault_types.duration_minutes": () => 60,
  "fault_types.step_minutes": () => 30,
  "group_sessions.ends_at": () => "2026-01-01T01:00:00Z",
  "holidays.movable": () => true,
  "invoices.kind": () => "invoice",
  "invoices.dossier_id": () => undefined,
  "messages.direction": () => "out",
  "plan_windows.weekday": () => 1,
  "plan_windows.starts_minute": () => 480,
  "plan_windows.ends_minute": () => 720,
  "postings.amount_minor": () => 1,
  "technicians.visits_per_day": () => 12,
  "visit_parts.quantity": () => 1,
  "visit_parts.unit_price_minor": () => 100,
  "visit_parts.total_minor": () => 100,
  "text_refusals.phone": (n) => `+2135500${String(n).padStart(5, "0")}`,
  "zone_travels.minutes": () => 10,
}
/** A nullable reference is filled only where it tells whose row it is, or whose time. */
const ownership = new Set(["dossier_id", "customer_id", "order_id", "technician_id"])

const several: { readonly [table: string]: (row: Row) => Row[] } = {
  postings: (row) => [row, { ...row, id: newId(), amount_minor: -1 }],
}

async function columnsOf(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query<Column>(`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
      not a.attnotnull as "isNullable", a.atthasdef as "hasDefault"
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'guichet'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`)
  return rows
}

async function referencesOf(client: pg.Client): Promise<Reference[]> {
  const names = (oid: string, key: string) =>
    `(select json_agg(a.attname order by k.n) from unnest(${key}) with ordinality k (num, n) join pg_attribute a on a.attrelid = ${oid} and a.attnum = k.num)`
  const { rows } = await client.query<Reference>(`
    select c.relname as table, ${names("con.conrelid", "con.conkey")} as columns, t.relname as target, ${names("con.confrelid", "con.confkey")} as "targetColumns"
    from pg_constraint con join pg_class c on c.oid = con.conrelid join pg_class t on t.oid = con.confrelid
    where con.contype = 'f' and c.relnamespace = 'guichet'::regnamespace`)
  return rows
}

/** The first word that `check (x in ('a', 'b'))` allows, by table and column. */
async function wordsOf(client: pg.Client): Promise<Words> {
  const { rows } = await client.query<{ table: string; definition: string }>(`
    select c.relname as table, pg_get_constraintdef(con.oid) as definition
    from pg_constraint con join pg_class c on c.oid = con.conrelid
    where con.contype = 'c' and c.relnamespace = 'guichet'::regnamespace`)
  const words: Words = new Map()
  for (const { table, definition } of rows) {
    const match = /^CHECK \(\((\w+) = ANY \(ARRAY\['([^']+)'/.exec(definition)
    if (match?.[1] !== undefined && match[2] !== undefined) words.set(`${table}.${match[1]}`, match[2])
  }
  return words
}

function inOrder(tables: readonly string[], references: readonly Reference[]): string[] {
  const done: string[] = []
  while (done.length < tables.length) {
    const next = tables.find(
      (table) =>
        !done.includes(table) &&
        references.every((r) => r.table !== table || r.target === table || done.includes(r.target)),
    )
    if (next === undefined) throw new Error("the tables refer to each other in a ring")
    done.push(next)
  }
  return done
}

function byType(type: string, n: number): unknown {
  if (type === "uuid") return newId()
  if (type === "integer" || type === "bigint" || type === "smallint") return n
  if (type.startsWith("timestamp")) return "2026-01-01T00:00:00Z"
  if (type === "date") return "2026-01-01"
  if (type === "jsonb") return "{}"
  if (type === "boolean") return false
  if (type === "bytea") return Buffer.from(`bytes ${n}`)
  if (type.endsWith("[]")) return []
  return `text ${n}`
}

/**
 * Puts rows of each owner into every table of the schema, guided by the catalogue alone, so that a new table is tested
 * on the day it is made. A table whose rules it cannot guess fails here and wants a line in `known`.
 */
export async function fillEveryTable(client: pg.Client, owners: readonly Owner[]): Promise<string[]> {
  const [columns, references, words] = [await columnsOf(client), await referencesOf(client), await wordsOf(client)]
  const tables = inOrder([...new Set(columns.map((column) => column.table))], references)
  const made = new Map<string, Row>()
  let n = 0

  for (const table of tables) {
    for (const owner of owners) {
      if (table === "businesses" && made.has(`businesses ${owner.business}`)) continue
      n += 1
      const row = rowFor({ table, owner, n, columns, references, words, made })
      const rows = several[table]?.(row) ?? [row]
      await client.query("begin")
      for (const each of rows) await insert(client, table, each)
      await client.query("commit")
      made.set(`${table} ${owner.business} ${owner.customer}`, row)
      made.set(`${table} ${owner.business}`, row)
    }
  }
  return tables
}

type Wanted = {
  table: string
  owner: Owner
  n: number
  columns: Column[]
  references: Reference[]
  words: Words
  made: Map<string, Row>
}

function rowFor({ table, owner, n, columns, references, words, made }: Wanted): Row {
  const row: Row = { business_id: owner.business }
  for (const { columns: from, target, targetColumns, table: source } of references) {
    if (source !== table || target === table) continue
    const parent = made.get(`${target} ${owner.business} ${owner.customer}`) ?? made.get(`${target} ${owner.business}`)
    from.forEach((column, i) => {
      const details = columns.find((c) => c.table === table && c.column === column)
      if (details?.isNullable === false || ownership.has(column)) row[column] = parent?.[targetColumns[i] ?? ""]
    })
  }
  for (const { table: of, column, type, isNullable, hasDefault } of columns) {
    const key = `${table}.${column}`
    if (of !== table || column in row) continue
    if (key in known) row[column] = known[key]?.(n)
    else if (table === "customers" && column === "id") row[column] = owner.customer
    else if (!isNullable && !hasDefault) row[column] = words.get(key) ?? byType(type, n)
    else if (!isNullable && words.has(key)) row[column] = words.get(key)
  }
  if (table === "appointments") return { ...row, id: row.dossier_id }
  return table === "orders" || table === "order_lines" ? balanced(table, row) : row
}

/** Orders and lines hold sums that a constraint checks. */
function balanced(table: string, row: Row): Row {
  if (table === "order_lines") return { ...row, quantity: 1, unit_price_minor: 100, total_minor: 100 }
  return { ...row, goods_minor: 100, delivery_minor: 0, stamp_minor: 0, vat_minor: 0, total_minor: 100 }
}

async function insert(client: pg.Client, table: string, row: Row): Promise<void> {
  const names = Object.keys(row).filter((name) => row[name] !== undefined)
  const marks = names.map((_, i) => `$${i + 1}`).join(", ")
  try {
    await client.query(
      `insert into guichet.${table} (${names.join(", ")}) values (${marks})`,
      names.map((name) => row[name]),
    )
  } catch (error) {
    throw new Error(
      `no row could be made for ${table}: ${error instanceof Error ? error.message : ""} (${JSON.stringify(row)})`,
    )
  }
}
