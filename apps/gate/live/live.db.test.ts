import { type IncomingMessage, request } from "node:http"
import type { AddressInfo } from "node:net"
import pg from "pg"
import { afterAll, describe, expect, it, vi } from "vitest"
import { idOf, newId } from "#kernel/ids.ts"
import { hashOf } from "#kernel/secrets.ts"
import { numberEvents } from "../../worker/relay.ts"
import { createGate } from "../gate.ts"
import { firstId, openCounter, password, secondId } from "../testing/counter.ts"

const counter = await openCounter()
const gate = await createGate(counter.app, { heartbeatMs: 100 })
await gate.listen({ port: 0, host: "127.0.0.1" })
const { port } = gate.server.address() as AddressInfo

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
const [owner, slow, jobs] = await Promise.all([
  connected(counter.database.ownerUrl),
  connected(counter.database.ownerUrl),
  connected(counter.database.jobsUrl),
])
afterAll(async () => {
  await gate.close()
  await Promise.all([owner.end(), slow.end(), jobs.end()])
})

type Happening = {
  readonly client?: pg.Client
  readonly business?: string
  readonly dossierId?: string | null
  readonly audience?: string
}
async function happened(
  name: string,
  { client = owner, business = firstId, dossierId = null, audience = "staff" }: Happening = {},
) {
  await client.query(
    `insert into guichet.events (business_id, id, name, dossier_id, actor_scope, audience, facts, created_at)
     values ($1, $2, $3, $4, 'system', $5, '{"orderId": "x"}', '2026-11-20T10:00:00Z')`,
    [business, newId(), name, dossierId, audience],
  )
}
const relay = () => numberEvents(jobs)

type Live = {
  readonly status: number
  readonly headers: IncomingMessage["headers"]
  /** Names of the events that arrived, in order. */
  readonly names: string[]
  readonly text: () => string
  readonly lastId: () => string
  readonly ended: Promise<void>
  readonly leave: () => void
}

function live(path: string, headers: Record<string, string> = {}): Promise<Live> {
  return new Promise((opened, fail) => {
    const asking = request({ port, path: `/api/v1/first${path}`, headers }, (response) => {
      let text = ""
      const names: string[] = []
      response.setEncoding("utf8")
      response.on("data", (part: string) => {
        text += part
        names.splice(
          0,
          names.length,
          ...[...text.matchAll(/^data: .*"name":"([^"]+)"/gm)].map(([, name]) => name ?? ""),
        )
      })
      response.on("error", () => undefined)
      const ended = new Promise<void>((end) => response.on("close", end))
      const lastId = () => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? ""
      opened({
        status: response.statusCode ?? 0,
        headers: response.headers,
        names,
        text: () => text,
        lastId,
        ended,
        leave: () => asking.destroy(),
      })
    })
    asking.on("error", fail)
    asking.end()
  })
}

async function staff(): Promise<Record<string, string>> {
  const payload = { email: "manager@first.example", password }
  const answer = await gate.inject({ method: "POST", url: "/api/v1/first/session", payload })
  await relay()
  return { cookie: `__Host-first-session=${answer.cookies[0]?.value}` }
}

async function dossier(name: string): Promise<{ id: string; link: string }> {
  const id = idOf(name)
  const link = `${name}0123456789abcdefghjkmnpqrs`.slice(0, 26)
  const phone = `+2135500000${name.charCodeAt(0)}`
  await owner.query(
    `insert into guichet.customers (business_id, id, name, phone, locale, created_at) values ($1, $2, 'A', $3, 'fr', now())`,
    [firstId, id, phone],
  )
  await owner.query(
    `insert into guichet.dossiers (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
     values ($1, $2, 'order', $3, $2, 'fr', 1, $4, now())`,
    [firstId, id, `CMD-${name}`, hashOf(link)],
  )
  return { id, link }
}
const [mine, theirs] = [await dossier("a"), await dossier("b")]

describe("a live desk", () => {
  it("hears what happens at its business, numbered, and nothing else of it", async () => {
    const desk = await live("/desk/events", await staff())
    await happened("order.placed", { dossierId: mine.id, audience: "customer" })
    await happened("elsewhere", { business: secondId })
    await relay()
    await vi.waitFor(() => expect(desk.names).toEqual(["order.placed"]))
    desk.leave()

    expect(desk.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "x-content-type-options": "nosniff",
    })
    expect(desk.text()).toMatch(/^retry: 3000\n\n/)
    const [, data = ""] = /^data: (.*)$/m.exec(desk.text()) ?? []
    expect(JSON.parse(data)).toEqual({
      seq: Number(desk.lastId()),
      name: "order.placed",
      at: "2026-11-20T10:00:00Z",
      facts: { orderId: "x" },
    })
  })

  it("hears each event once, in order: away for a while, and with a commit that came late", async () => {
    const headers = await staff()
    const steady = await live("/desk/events", headers)
    const leaving = await live("/desk/events", headers)
    await happened("one")
    await relay()
    await vi.waitFor(() => expect(leaving.names).toEqual(["one"]))
    leaving.leave()

    await slow.query("begin")
    await happened("began early", { client: slow })
    await happened("two")
    await relay()
    await vi.waitFor(() => expect(steady.names).toEqual(["one", "two"]))
    await slow.query("commit")
    await happened("three")
    await relay()

    const back = await live("/desk/events", { ...headers, "last-event-id": leaving.lastId() })
    await happened("four")
    await relay()
    const all = ["two", "began early", "three", "four"]
    await vi.waitFor(() => expect(back.names).toEqual(all))
    await vi.waitFor(() => expect(steady.names).toEqual(["one", ...all]))
    back.leave()
    steady.leave()
  })

  it("catches up from a number in its address, the first time", async () => {
    const headers = await staff()
    const first = await live("/desk/events", headers)
    await happened("seen")
    await relay()
    await vi.waitFor(() => expect(first.names).toEqual(["seen"]))
    first.leave()
    await happened("missed")
    await relay()
    const desk = await live(`/desk/events?after=${first.lastId()}`, headers)

    await vi.waitFor(() => expect(desk.names).toEqual(["missed"]))
    desk.leave()
  })

  it("is told to load itself again when it missed too much, or asks from beyond the end", async () => {
    const headers = await staff()
    await owner.query(
      `insert into guichet.events (business_id, id, seq, name, actor_scope, audience, facts, created_at)
       select $1, gen_random_uuid(), 100000 + n, 'many', 'system', 'staff', '{}', now() from generate_series(1, 600) n`,
      [firstId],
    )
    const [late, early] = await Promise.all(
      ["100010", "200000"].map((id) => live("/desk/events", { ...headers, "last-event-id": id })),
    )
    for (const desk of [late, early])
      await vi.waitFor(() => expect(desk?.text()).toContain('id: 100600\nevent: reset\ndata: {"seq":100600}\n\n'))
    await happened("after the reset")
    await relay()

    await vi.waitFor(() => expect(late?.names).toEqual(["after the reset"]))
    late?.leave()
    early?.leave()
  })

  it("shows a sign of life, and ends when its member signs out anywhere", async () => {
    const headers = await staff()
    const desk = await live("/desk/events", headers)
    await vi.waitFor(() => expect(desk.text()).toContain(": still here\n\n"))
    const signedOut = {
      method: "DELETE",
      url: "/api/v1/first/session",
      headers: { ...headers, "sec-fetch-site": "same-origin" },
    } as const
    await gate.inject(signedOut)

    await desk.ended
    expect((await live("/desk/events", headers)).status).toBe(401)
  })

  it("stays open while its token moves on, and kills no session by looking", async () => {
    const headers = await staff()
    const desk = await live("/desk/events", headers)
    counter.pass({ minutes: 11 })
    const moved = await gate.inject({ url: "/api/v1/first/session", headers })
    const next = { cookie: `__Host-first-session=${moved.cookies[0]?.value}` }
    await gate.inject({ url: "/api/v1/first/session", headers: next })
    counter.pass({ minutes: 2 })
    const beats = desk.text().length
    await vi.waitFor(() => expect(desk.text().length).toBeGreaterThan(beats + 40))

    expect((await gate.inject({ url: "/api/v1/first/session", headers: next })).statusCode).toBe(200)
    desk.leave()
  })

  it("is closed to visitors", async () => {
    const answer = await live("/desk/events")

    expect(answer.status).toBe(401)
  })
})

describe("a live order", () => {
  it("hears what its customer may know of this order alone", async () => {
    const order = await live(`/orders/track/${mine.link}/events`)
    await happened("for staff", { dossierId: mine.id })
    await happened("of another order", { dossierId: theirs.id, audience: "customer" })
    await happened("order.shipped", { dossierId: mine.id, audience: "customer" })
    await relay()

    await vi.waitFor(() => expect(order.names).toEqual(["order.shipped"]))
    await happened("order.delivered", { dossierId: mine.id, audience: "customer" })
    await relay()
    await vi.waitFor(() => expect(order.names).toEqual(["order.shipped", "order.delivered"]))
    order.leave()
  })

  it("ends when its link is revoked, and does not open again", async () => {
    const order = await live(`/orders/track/${theirs.link}/events`)
    await owner.query("update guichet.dossiers set link_revoked_at = now() where id = $1", [theirs.id])

    await order.ended
    expect((await live(`/orders/track/${theirs.link}/events`)).status).toBe(404)
  })

  it("hears again after the connection that listens was cut", async () => {
    const order = await live(`/orders/track/${mine.link}/events`)
    const superuser = await connected(counter.database.superuserUrl)
    await superuser.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen guichet_events'",
    )
    await superuser.end()
    await happened("said meanwhile", { dossierId: mine.id, audience: "customer" })
    await relay()

    await vi.waitFor(() => expect(order.names).toEqual(["said meanwhile"]), { timeout: 5_000 })
    order.leave()
  })
})

describe("a crowd of live pages", () => {
  it("of one order ends at twenty, until one of them leaves", async () => {
    const path = `/orders/track/${mine.link}/events`
    const pages = await Promise.all(Array.from({ length: 20 }, () => live(path)))
    const tooMany = await live(path)
    expect(tooMany.status).toBe(429)
    expect(tooMany.headers).toMatchObject({ "retry-after": "30" })
    await tooMany.ended

    pages[0]?.leave()
    const next = await vi.waitFor(async () => {
      const again = await live(path)
      expect(again.status).toBe(200)
      return again
    })
    for (const page of [...pages, next]) page.leave()
  })

  it("behind one address leaves the staff there their desk", async () => {
    const headers = await staff()
    const orders = [await dossier("x"), await dossier("y")]
    const pages = await Promise.all(
      orders.flatMap(({ link }) => Array.from({ length: 15 }, () => live(`/orders/track/${link}/events`))),
    )
    const desk = await live("/desk/events", headers)
    for (const page of [...pages, desk]) page.leave()

    expect(pages.map(({ status }) => status)).toContain(429)
    expect(desk.status).toBe(200)
  })
})

describe("closing the gate", () => {
  it("ends its live pages and does not wait for them", async () => {
    const order = await live(`/orders/track/${mine.link}/events`)
    const began = performance.now()
    await gate.close()
    await order.ended

    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
