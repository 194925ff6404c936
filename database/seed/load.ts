import { type Config, ConfigRefused, readConfig } from "#kernel/config.ts"
import { openPool, type Pool } from "#kernel/database/pool.ts"
import { inTransaction, type Tx } from "#kernel/database/transaction.ts"
import { idOf } from "#kernel/ids.ts"
import { systemClock } from "#kernel/time.ts"
import { hashPassword } from "#modules/accounts/index.ts"
import { readSecret, storeSecret } from "#modules/businesses/index.ts"
import { planRows } from "./plan-rows.ts"
import {
  readBusinesses,
  readLegalTexts,
  readPlan,
  readShop,
  readStaff,
  type Seeded,
  type SeededBusiness,
} from "./read.ts"
import { idIn, shopRows } from "./shop-rows.ts"
import { add, indexProducts, knownEmails, renewBusiness } from "./write.ts"

type Keys = Pick<Config, "secretKeys" | "peppers" | "simulatorsUrl" | "production">
type Options = {
  /** Of the owner: a seed writes what no verb writes. */
  databaseUrl: string
  log(line: string): void
  /** Those of the environment when left out. */
  keys?: Keys
}
export type SignIn = { business: string; name: string; role: string; email: string; password: string }

export const neverInProduction =
  "the demo businesses have accounts with published passwords; production is never seeded"

/** Loads the demo businesses, may run again at any time: what is there stays, but the profiles follow the seed. */
export async function seed({ databaseUrl, log, keys = readConfig() }: Options): Promise<{ signIns: SignIn[] }> {
  if (keys.production) throw new ConfigRefused([`GUICHET_ENV: ${neverInProduction}`])
  const pool = openPool(databaseUrl, { size: 1, name: "seed" })
  try {
    const staff = await readStaff()
    for (const business of await readBusinesses()) {
      const people = staff.filter((person) => person.business === business.slug)
      log(`${business.name}: ${await loaded(pool, { business, people, keys })}`)
    }
    return { signIns: staff.map(({ locale: _locale, ...signIn }) => signIn) }
  } finally {
    await pool.end()
  }
}

export const businessIdOf = (slug: string) => idOf("seed", "business", slug)

type Loading = { business: SeededBusiness; people: Seeded<"staff">; keys: Keys }

/** All of one business or nothing; answers in words what was new. */
async function loaded(pool: Pool, loading: Loading): Promise<string> {
  const { business } = loading
  const opening = { businessId: businessIdOf(business.slug), actor: { scope: "system", name: "seed" } } as const
  const legalTexts = await readLegalTexts(business)

  return inTransaction(pool, opening, async (tx) => {
    const row = { business_id: tx.businessId, ...business }
    const isNew = (await add(tx, "businesses", [row])) > 0
    if (!isNew) await renewBusiness(tx, row)
    const id = idIn(business.slug)
    await add(
      tx,
      "legal_texts",
      legalTexts.map(({ kind, version, locale, body }) => ({
        business_id: tx.businessId,
        id: id("legal", `${kind}-${version}-${locale}`),
        kind,
        version,
        locale,
        body,
        published_at: `${version}T00:00:00Z`,
      })),
    )
    await addStaff(tx, loading)
    const products = await addShop(tx, business.slug)
    const technicians = await addPlan(tx, business)
    await addGateways(tx, loading)
    const added = [
      ...(products > 0 ? [`${products} products`] : []),
      ...(technicians > 0 ? [`${technicians} technicians`] : []),
    ]
    return [isNew ? "new" : "there already", ...added].join(", ")
  })
}

async function addStaff(tx: Tx, { business, people, keys }: Loading): Promise<void> {
  const known = await knownEmails(tx)
  const missing = people.filter(({ email }) => !known.has(email))
  const rows = missing.map(async ({ email, name, role, locale, password }) => {
    const { hash, pepperVersion } = await hashPassword(password, keys.peppers)
    return {
      business_id: tx.businessId,
      id: idIn(business.slug)("account", email),
      email,
      name,
      role,
      password_hash: hash,
      pepper_version: pepperVersion,
      locale,
      demo: true,
    }
  })
  await add(tx, "accounts", await Promise.all(rows))
}

/** Answers how many products are new; the words of the search are made again when anything they are made of is. */
async function addShop(tx: Tx, slug: string): Promise<number> {
  const shop = await readShop(slug)
  if (shop === null) return 0

  const rows = shopRows({ slug, id: tx.businessId }, shop)
  const shelves = (await add(tx, "categories", rows.categories)) + (await add(tx, "brands", rows.brands))
  const boilers = await add(tx, "boilers", rows.boilers)
  const products = await add(tx, "products", rows.products)
  const fits = await add(tx, "product_fits", rows.product_fits)
  const variants = await add(tx, "variants", rows.variants)
  await add(tx, "stock", rows.stock)
  await add(tx, "delivery_rates", rows.delivery_rates)
  if (shelves + boilers + products + fits + variants > 0) await indexProducts(tx)
  return products
}

/** Answers how many technicians are new. Later starts add holidays alone, so that what the office changed stays. */
async function addPlan(tx: Tx, business: SeededBusiness): Promise<number> {
  const plan = await readPlan(business.slug)
  if (plan === null) return 0

  const rows = planRows({ business: { ...business, id: tx.businessId }, plan, now: systemClock() })
  await add(tx, "skills", rows.skills)
  await add(tx, "zones", rows.zones)
  await add(tx, "zone_communes", rows.zone_communes)
  await add(tx, "zone_travels", rows.zone_travels)
  await add(tx, "holidays", rows.holidays)
  const technicians = await add(tx, "technicians", rows.technicians)
  if (technicians === 0) return 0

  await add(tx, "technician_skills", rows.technician_skills)
  await add(tx, "technician_zones", rows.technician_zones)
  await add(tx, "plans", rows.plans)
  await add(tx, "plan_windows", rows.plan_windows)
  await add(tx, "absences", rows.absences)
  await add(tx, "fault_types", rows.fault_types)
  await add(tx, "group_sessions", rows.group_sessions)
  await add(tx, "appointments", rows.appointments)
  return technicians
}

/** The simulators stand where the real ones would; their address may change with every start. */
async function addGateways(tx: Tx, { business, keys }: Loading): Promise<void> {
  const { simulatorsUrl } = keys
  if (simulatorsUrl === undefined) return
  if (business.country === "DZ" && business.features.includes("shop")) {
    await keepSecret(tx, keys, {
      name: "satim",
      value: {
        baseUrl: `${simulatorsUrl}/satim/payment/rest`,
        userName: "guichet_demo",
        password: "guichet_demo_password",
        terminalId: "E0123456789",
      },
    })
  }
  await keepSecret(tx, keys, {
    name: "twilio",
    value: {
      baseUrl: `${simulatorsUrl}/twilio`,
      accountSid: "AC00000000000000000000000000000001",
      authToken: "guichet_demo_auth_token",
      from: "+15005550006",
    },
  })
}

async function keepSecret(tx: Tx, keys: Keys, { name, value }: { name: string; value: object }): Promise<void> {
  const reading = { tx, kernel: keys }
  const text = JSON.stringify(value)
  if ((await readSecret(reading, name)) !== text)
    await storeSecret({ ...reading, now: systemClock() }, { name, value: text })
}
