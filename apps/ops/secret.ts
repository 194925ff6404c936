import { text } from "node:stream/consumers"
import type * as z from "zod"
import { type Config, readConfig } from "#kernel/config.ts"
import { openPool } from "#kernel/database/pool.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { systemClock } from "#kernel/time.ts"
import { findBusiness, storeSecret } from "#modules/businesses/index.ts"
import { twilioAccount } from "#modules/channels/index.ts"
import { satimAccount } from "#modules/payments/index.ts"
import { withLocalSettings } from "./local-database.ts"
import { isProduction } from "./settings.ts"
import { stop } from "./stop.ts"

const shapes: Readonly<Record<string, z.ZodType>> = { satim: satimAccount, twilio: twilioAccount }

/** `guichet secret mj-chauffage twilio < twilio.json`: the value comes by standard input, so that no history keeps it. */
export async function run([slug, name]: string[]): Promise<number> {
  const shape = name === undefined ? undefined : shapes[name]
  if (slug === undefined || name === undefined || shape === undefined) {
    return stop(
      `Say whose secret, and which: guichet secret <business> <${Object.keys(shapes).join("|")}> < secret.json`,
    )
  }
  const value = JSON.stringify(accepted(shape, await text(process.stdin)))
  const keep = (config: Config) => kept(config, { slug, name, value })
  await (isProduction(process.env)
    ? keep(readConfig())
    : withLocalSettings((local) => keep(readConfig(local.environment))))
  console.log(`${slug} has its secret ${name}, sealed.`)
  return 0
}

/** Names what is wrong, and never the value. */
function accepted(shape: z.ZodType, written: string): unknown {
  const result = shape.safeParse(jsonOf(written))
  if (result.success) return result.data
  const lines = result.error.issues.map(({ path, message }) => `${path.join(".") || "secret"}: ${message}`)
  return stop(lines.join("\n"))
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return stop("The secret is not JSON.")
  }
}

type Keeping = { readonly slug: string; readonly name: string; readonly value: string }

async function kept(config: Config, { slug, name, value }: Keeping): Promise<void> {
  const pool = openPool(config.databaseUrl, { size: 1, name: "secret" })
  try {
    const business = await findBusiness({ pool, clock: systemClock }, { slug })
    if (business === null) return stop(`There is no business ${slug}.`)
    const opening = { businessId: business.id, actor: { scope: "system", name: "secret.store" } } as const
    await inTransaction(pool, opening, (tx) => storeSecret({ tx, kernel: config, now: systemClock() }, { name, value }))
  } finally {
    await pool.end()
  }
}
