import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { z } from "zod"
import { checkout } from "./checkout.ts"
import { withDatabase } from "./local-database.ts"
import { table } from "./supervisor/progress.ts"
import type { SignIn } from "./supervisor/welcome.ts"

type Seed = (options: { databaseUrl: string; log(line: string): void }) => Promise<{ signIns: SignIn[] }>

const loader = z.object({ seed: z.custom<Seed>((value) => typeof value === "function") })

/** Loads the demo businesses unless they are there, and answers who can sign in. */
export async function loadSeed(ownerUrl: string, log: (line: string) => void): Promise<SignIn[]> {
  const { seed } = loader.parse(await import(pathToFileURL(join(checkout, "database/seed/load.ts")).href))
  const { signIns } = await seed({ databaseUrl: ownerUrl, log })
  return signIns
}

/** `guichet seed` */
export async function run(): Promise<number> {
  const signIns = await withDatabase(({ ownerUrl }) => loadSeed(ownerUrl, (line) => console.log(`  ${line}`)))
  console.log(
    table(signIns.map(({ business, name, role, email, password }) => [business, name, role, email, password])),
  )
  return 0
}
