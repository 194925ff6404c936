import type { Tx } from "#kernel/database/transaction.ts"

const key = { business_id: "uuid", id: "uuid" } as const

/** The columns that a seed fills. */
const planTables = {
  skills: { ...key, slug: "text", name: "jsonb" },
  zones: { ...key, slug: "text", name: "jsonb", position: "integer" },
  zone_communes: { ...key, zone_id: "uuid", wilaya: "integer", name: "jsonb", key: "text" },
  zone_travels: { business_id: "uuid", from_zone_id: "uuid", to_zone_id: "uuid", minutes: "integer" },
  technicians: {
    ...key,
    account_id: "uuid",
    name: "text",
    phone: "text",
    base_zone_id: "uuid",
    visits_per_day: "integer",
    position: "integer",
  },
  technician_skills: { business_id: "uuid", technician_id: "uuid", skill_id: "uuid" },
  technician_zones: { business_id: "uuid", technician_id: "uuid", zone_id: "uuid", weekdays: "integer[]" },
  plans: { ...key, technician_id: "uuid", name: "jsonb", from_date: "date", to_date: "date" },
  plan_windows: {
    ...key,
    plan_id: "uuid",
    kind: "text",
    weekday: "integer",
    starts_minute: "integer",
    ends_minute: "integer",
  },
  absences: {
    ...key,
    technician_id: "uuid",
    starts_at: "timestamptz",
    ends_at: "timestamptz",
    recorded_at: "timestamptz",
  },
  holidays: { ...key, code: "text", name: "jsonb", day: "date", movable: "boolean" },
  fault_types: {
    ...key,
    slug: "text",
    name: "jsonb",
    about: "jsonb",
    skill_id: "uuid",
    duration_minutes: "integer",
    step_minutes: "integer",
    buffer_before_minutes: "integer",
    buffer_after_minutes: "integer",
    price_minor: "bigint",
    vat_percent: "integer",
    deposit_minor: "bigint",
    needs_approval: "boolean",
    notice_minutes: "integer",
    horizon_days: "integer",
    cutoff_minutes: "integer",
    late_fee_minor: "bigint",
    photos_at_most: "integer",
    in_sessions: "boolean",
    position: "integer",
  },
  group_sessions: {
    ...key,
    fault_type_id: "uuid",
    name: "jsonb",
    starts_at: "timestamptz",
    ends_at: "timestamptz",
    seats: "integer",
  },
  appointments: {
    ...key,
    fault_type_id: "uuid",
    technician_id: "uuid",
    session_id: "uuid",
    starts_at: "timestamptz",
    ends_at: "timestamptz",
    blocked_from: "timestamptz",
    blocked_to: "timestamptz",
    status: "text",
    currency: "text",
    vat_percent: "integer",
    held_at: "timestamptz",
  },
} as const

const tables = {
  businesses: {
    business_id: "uuid",
    slug: "text",
    name: "text",
    country: "text",
    currency: "text",
    zone: "text",
    locales: "text[]",
    hosts: "text[]",
    features: "text[]",
    profile: "jsonb",
  },
  legal_texts: { ...key, kind: "text", version: "text", locale: "text", body: "text", published_at: "timestamptz" },
  accounts: {
    ...key,
    email: "text",
    name: "text",
    role: "text",
    password_hash: "text",
    pepper_version: "integer",
    locale: "text",
    demo: "boolean",
  },
  categories: { ...key, slug: "text", name: "jsonb", position: "integer" },
  brands: { ...key, slug: "text", name: "text", aliases: "text[]" },
  boilers: { ...key, slug: "text", brand_id: "uuid", name: "text", aliases: "text[]", facts: "jsonb" },
  products: {
    ...key,
    slug: "text",
    category_id: "uuid",
    brand_id: "uuid",
    manufacturer_reference: "text",
    name: "jsonb",
    description: "jsonb",
    drawing: "text",
    vat_percent: "integer",
    position: "integer",
    keywords: "text[]",
  },
  product_fits: { business_id: "uuid", product_id: "uuid", boiler_id: "uuid" },
  variants: {
    ...key,
    product_id: "uuid",
    sku: "text",
    name: "jsonb",
    price_minor: "bigint",
    weight_grams: "integer",
    backorder: "boolean",
    position: "integer",
  },
  stock: { business_id: "uuid", variant_id: "uuid", on_hand: "integer" },
  delivery_rates: { ...key, method: "text", wilaya: "integer", price_minor: "bigint", days: "integer" },
  ...planTables,
} as const

type Tables = typeof tables
type Table = keyof Tables
export type RowOf<T extends Table> = { readonly [C in keyof Tables[T]]: unknown }

/** One statement for all rows of a table. What is there already stays as it is; answers how many were new. */
export async function add<T extends Table>(tx: Tx, table: T, rows: readonly RowOf<T>[]): Promise<number> {
  const columns = Object.entries(tables[table])
  const names = columns.map(([name]) => name).join(", ")
  const typed = columns.map(([name, type]) => `${name} ${type}`).join(", ")
  const { rowCount } = await tx.send({
    name: `seed.add-${table}`,
    text: `insert into guichet.${table} (${names}) select ${names} from jsonb_to_recordset($1) as r (${typed}) on conflict do nothing`,
    values: [JSON.stringify(rows)],
  })
  return rowCount ?? 0
}

/** What a business says about itself follows the seed, also where it is there already. */
export async function renewBusiness(
  tx: Tx,
  { business_id, name, locales, hosts, features, profile }: RowOf<"businesses">,
) {
  await tx.send({
    name: "seed.renew-business",
    text: `update guichet.businesses set name = $2, locales = $3, hosts = $4, features = $5, profile = $6 where business_id = $1`,
    values: [business_id, name, locales, hosts, features, JSON.stringify(profile)],
  })
}

/** Emails of the accounts that are there already. */
export async function knownEmails(tx: Tx): Promise<ReadonlySet<string>> {
  const { rows } = await tx.send({
    name: "seed.known-emails",
    text: "select email from guichet.accounts where business_id = $1",
    values: [tx.businessId],
  })
  return new Set(rows.map(({ email }) => email ?? ""))
}

/** The words of the search, and what the planner must know of tables that were empty a moment ago. */
export async function indexProducts(tx: Tx): Promise<void> {
  await tx.send({ name: "seed.index-products", text: "call app.index_products($1)", values: [tx.businessId] })
  const filled = ["products", "product_fits", "variants", "stock", "search_words", "product_words"]
  const tables = filled.map((table) => `guichet.${table}`).join(", ")
  await tx.send({ name: "seed.analyze", text: `analyze ${tables}`, values: [] })
}
