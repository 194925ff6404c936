import type { Kernel } from "#kernel/command.ts"
import { type Config, checkDatabaseRoles, readConfig } from "#kernel/config.ts"
import { openPool, type Pool } from "#kernel/database/pool.ts"
import type { Outside } from "#kernel/errand.ts"
import { folderFiles } from "#kernel/files.ts"
import { openHttp } from "#kernel/http.ts"
import { type Log, openLog } from "#kernel/log.ts"
import type { Mail } from "#kernel/mail.ts"
import { readMessages } from "#kernel/messages.ts"
import type { Route } from "#kernel/routes.ts"
import { type Clock, systemClock } from "#kernel/time.ts"
import { wordsIn } from "#kernel/words.ts"
import { demoProblems } from "#modules/accounts/index.ts"
import { allRoutes } from "#modules/all.ts"
import { openMail } from "#modules/channels/index.ts"
import { permissions } from "#modules/permissions.ts"
import { reactions } from "#modules/reactions.ts"

/** One process of the counter, composed: gate, worker, tests and bench share this. */
export type App = {
  readonly config: Config
  readonly log: Log
  readonly kernel: Kernel
  /** As `guichet_jobs`: numbers events, enqueues, runs; sees nothing else of ours. */
  readonly jobsPool: Pool
  readonly speech: ReturnType<typeof openSpeech>
  readonly routes: readonly Route[]
  readonly close: () => Promise<void>
}

type Options = {
  readonly name: string
  readonly config?: Config
  readonly clock?: Clock
  readonly outside?: Partial<Outside>
}

/** Opens everything that a process needs. Throws when its database must not serve: roles too mighty, a demo in production. */
export async function boot({ name, config = readConfig(), clock = systemClock, outside = {} }: Options): Promise<App> {
  const log = openLog(name, config.logLevel)
  const pool = openPool(config.databaseUrl, { size: 20, name })
  const jobsPool = openPool(config.databaseJobsUrl, { size: 8, name: `${name}-jobs` })
  const close = async () => {
    await Promise.all([pool.end(), jobsPool.end()])
  }
  try {
    await refusePowers(pool, jobsPool)
    if (config.production) refuseAll(await demoProblems({ pool, clock }))
  } catch (error) {
    await close()
    throw error
  }
  const kernel: Kernel = {
    pool,
    clock,
    permissions,
    reactions,
    linkKeys: config.linkKeys,
    secretKeys: config.secretKeys,
    peppers: config.peppers,
    production: config.production,
    publicUrl: config.publicUrl,
    outside: { ...openOutside(config), ...outside },
    log,
  }
  return { config, log, kernel, jobsPool, speech: openSpeech(), routes: allRoutes, close }
}

async function refusePowers(...pools: Pool[]): Promise<void> {
  refuseAll((await Promise.all(pools.map((pool) => checkDatabaseRoles(pool)))).flat())
}

function refuseAll(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join("\n"))
}

function openOutside(config: Config): Outside {
  const trustedOrigins = config.simulatorsUrl === undefined ? [] : [new URL(config.simulatorsUrl).origin]
  return {
    http: openHttp({ trustedOrigins }),
    files: folderFiles(config.filesDir),
    mail: config.smtpUrl === undefined ? noMail : openMail(config.smtpUrl),
  }
}

const noMail: Mail = async () => ({ kind: "unreached", reason: "SMTP_URL is not set" })

function openSpeech() {
  const messages = readMessages()
  const words = { fr: wordsIn(messages, "fr"), ar: wordsIn(messages, "ar"), en: wordsIn(messages, "en") }
  return { messages, words }
}
