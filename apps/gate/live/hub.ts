import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import type { Kernel } from "#kernel/command.ts"
import { eventsChannel } from "#kernel/events.ts"
import { type News, newsAfter } from "#kernel/follow-events.ts"
import type { Log } from "#kernel/log.ts"

/** An open page. It reads for itself, in its visitor's own scope; the hub only says when. */
type Follower = {
  readonly businessId: string
  readonly concerns: (news: News) => boolean
  readonly wake: () => void
  /** Somebody signed out or was shut out: look again whether this visitor still may. */
  readonly recheck: () => void
}

export type Hub = { readonly follow: (follower: Follower) => () => void; readonly stop: () => Promise<void> }

/** Notifications can be lost with their connection; the table is the truth. */
const safetyPollMs = 10_000
const brokenPauseMs = 1_000

type Followed = {
  readonly followers: Set<Follower>
  last: number | null
  reading: Promise<void> | null
  again: boolean
}

type Options = { readonly kernel: Kernel; readonly databaseUrl: string; readonly log: Log }

/** One LISTEN connection per process for all open pages, opened with the first of them. */
export function openHub(options: Options): Hub {
  const businesses = new Map<string, Followed>()
  const stopping = new AbortController()
  const readAll = () => {
    for (const [id, followed] of businesses) void read(options, id, followed)
  }
  const heard = (ids: string) => {
    for (const id of ids.split(",")) {
      const followed = businesses.get(id)
      if (followed !== undefined) void read(options, id, followed)
    }
  }
  let listening: Promise<void> | null = null
  const timer = setInterval(readAll, safetyPollMs).unref()
  return {
    follow(follower) {
      listening ??= listen(options, { stopped: stopping.signal, heard, begun: readAll })
      const followed = businesses.get(follower.businessId) ?? {
        followers: new Set(),
        last: null,
        reading: null,
        again: false,
      }
      businesses.set(follower.businessId, followed)
      followed.followers.add(follower)
      if (followed.last === null) void read(options, follower.businessId, followed)
      return () => {
        followed.followers.delete(follower)
        if (followed.followers.size === 0) businesses.delete(follower.businessId)
      }
    },
    async stop() {
      clearInterval(timer)
      stopping.abort()
      await listening
    },
  }
}

/** One reading at a time per business; what is heard meanwhile is read after it. */
function read(options: Options, businessId: string, followed: Followed): Promise<void> {
  if (followed.reading !== null) {
    followed.again = true
    return followed.reading
  }
  followed.reading = readOnce(options, businessId, followed).finally(() => {
    followed.reading = null
    const { again } = followed
    followed.again = false
    if (again) void read(options, businessId, followed)
  })
  return followed.reading
}

async function readOnce({ kernel, log }: Options, businessId: string, followed: Followed): Promise<void> {
  try {
    const { news, last } = await newsAfter(kernel, { businessId, after: followed.last })
    const isFirst = followed.last === null
    followed.last = last
    for (const follower of followed.followers) {
      if (isFirst || news.some(follower.concerns)) follower.wake()
      if (news.some(({ name }) => name.startsWith("session."))) follower.recheck()
    }
  } catch (error) {
    log.warn({ err: error }, "news could not be read; the next poll tries again")
  }
}

type Listening = { readonly stopped: AbortSignal; readonly heard: (ids: string) => void; readonly begun: () => void }

async function listen({ databaseUrl, log }: Options, { stopped, heard, begun }: Listening): Promise<void> {
  while (!stopped.aborted) {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000, keepAlive: true })
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const stop = () => end()
    client.on("error", stop)
    client.on("end", stop)
    client.on("notification", ({ payload = "" }) => heard(payload))
    stopped.addEventListener("abort", stop, { once: true })
    try {
      await client.connect()
      await client.query(`listen ${eventsChannel}`)
      begun()
      await ended
    } catch (error) {
      log.warn({ err: error }, "live pages begin to listen again")
    } finally {
      stopped.removeEventListener("abort", stop)
      await client.end().catch(() => undefined)
    }
    await sleep(brokenPauseMs, undefined, { signal: stopped }).catch(() => undefined)
  }
}
