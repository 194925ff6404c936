import { readConfig } from "#kernel/config.ts"
import { neverInProduction, seed } from "../../database/seed/load.ts"
import { withLocalSettings } from "./local-database.ts"
import { isProduction } from "./settings.ts"
import { stop } from "./stop.ts"
import { table } from "./supervisor/progress.ts"

/** `guichet seed` */
export async function run(): Promise<number> {
  if (isProduction(process.env)) stop(`Not here: ${neverInProduction}.`)
  const { signIns } = await withLocalSettings(({ urls, environment }) =>
    seed({
      databaseUrl: urls.ownerUrl,
      keys: readConfig(environment),
      log: (line) => console.log(`  ${line}`),
    }),
  )
  console.log(
    `\n${table(signIns.map(({ business, name, role, email, password }) => [business, name, role, email, password]))}`,
  )
  return 0
}
