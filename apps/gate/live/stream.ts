import type { ServerResponse } from "node:http"
import type { Visit } from "#kernel/command.ts"
import { followEvents, type LiveEvent, type News } from "#kernel/follow-events.ts"
import type { Log } from "#kernel/log.ts"
import type { Hub } from "./hub.ts"

export type Streaming = {
  readonly visit: Visit
  readonly hub: Hub
  readonly log: Log
  /** The last number that the page has seen. */
  readonly after: number
  /** Whether the session or link that opened the stream still would. */
  readonly isStillOpen: () => Promise<boolean>
  readonly heartbeatMs: number
}

/** A page that missed more than this loads itself again instead of catching up. */
const missedAtMost = 500
/** A reader this far behind is gone, or too slow to be live. */
const unreadBytesAtMost = 262_144
const retryMs = 3_000

/** Writes every event the visitor may see, each once and in order, until either side ends it. */
export function stream(response: ServerResponse, streaming: Streaming): void {
  const page = { response, ...streaming, seen: streaming.after, pulling: false, again: false }
  const { businessId, dossierId } = subjectOf(streaming.visit)
  response.write(`retry: ${retryMs}\n\n`)
  const leave = streaming.hub.follow({
    businessId,
    concerns: (news: News) => dossierId === null || news.dossierId === dossierId,
    wake: () => void pull(page),
    recheck: () => void recheck(page),
  })
  const heart = setInterval(() => {
    write(page, ": still here\n\n")
    void recheck(page)
  }, streaming.heartbeatMs)
  response.on("close", () => {
    clearInterval(heart)
    leave()
  })
  void pull(page)
}

type Page = Streaming & {
  readonly response: ServerResponse
  seen: number
  pulling: boolean
  again: boolean
}

function subjectOf({ business, actor }: Visit): { businessId: string; dossierId: string | null } {
  return { businessId: business.id, dossierId: actor.scope === "guest" ? actor.dossierId : null }
}

/** One reading at a time; what is heard meanwhile is read after it. */
async function pull(page: Page): Promise<void> {
  if (page.pulling) {
    page.again = true
    return
  }
  page.pulling = true
  do {
    page.again = false
    await pullOnce(page).catch((error: unknown) => {
      page.log.warn({ err: error }, "a live page could not be read and is ended; it comes back by itself")
      page.response.end()
    })
  } while (page.again)
  page.pulling = false
}

async function pullOnce(page: Page): Promise<void> {
  const { events, last } = await followEvents(page.visit, { after: page.seen, limit: missedAtMost + 1 })
  if (events.length > missedAtMost || page.seen > last) {
    write(page, `id: ${last}\nevent: reset\ndata: ${JSON.stringify({ seq: last })}\n\n`)
  } else {
    for (const event of events) write(page, framed(event))
  }
  page.seen = last
}

function framed(event: LiveEvent): string {
  return `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`
}

function write({ response }: Page, text: string): void {
  if (response.writableEnded) return
  response.write(text)
  if (response.writableLength > unreadBytesAtMost) response.destroy()
}

async function recheck(page: Page): Promise<void> {
  // A database that is away for a moment shuts nobody out; nothing is read through it either.
  const isOpen = await page.isStillOpen().catch(() => true)
  if (!isOpen) page.response.end()
}
