import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Day, Sending } from "./day.ts"
import type { Store } from "./store.ts"
import { synced } from "./sync.ts"

const api = { base: "https://counter.example/api/v1/maison", language: "fr" }
const fresh = { date: "2026-11-20", visits: [] }
const answer = (body: object, status = 200) => new Response(JSON.stringify(body), { status })

let signedIn = "yacine"
let asked: string[] = []
let broken: (path: string) => Response | null = () => null
let left: Sending[] = []
let kept: Day[] = []

const start = (id: number, visitId: string): Sending => ({
  id,
  key: `key-${id}`,
  accountId: "yacine",
  visitId,
  at: "2026-11-20T09:12:00Z",
  deed: { kind: "start" },
  refusal: null,
})
const never = () => Promise.reject(new Error("not asked for here"))
const store: Store = {
  shown: never,
  add: never,
  retry: never,
  drop: never,
  refuse: never,
  sendings: async () => left,
  keepDay: async (day) => {
    kept.push(day)
  },
  settle: async ({ id }) => {
    left = left.filter((sending) => sending.id !== id)
  },
}
const run = () => synced(store, { date: "2026-11-20", accountId: "yacine", api, heard: async () => undefined })

beforeEach(() => {
  signedIn = "yacine"
  asked = []
  broken = () => null
  left = [start(1, "a"), start(2, "b")]
  kept = []
  vi.stubGlobal("fetch", async (address: string) => {
    const path = address.slice(api.base.length).split("?")[0] ?? ""
    asked.push(path)
    return broken(path) ?? answer(path === "/session" ? { id: signedIn } : path === "/desk/my-day" ? fresh : {})
  })
})
afterEach(() => vi.unstubAllGlobals())

describe("sending what is kept on a phone", () => {
  it("goes through it in order and takes the counter's day", async () => {
    expect(await run()).toBe("done")
    expect(asked).toEqual(["/session", "/desk/appointments/a/arrival", "/desk/appointments/b/arrival", "/desk/my-day"])
    expect([left, kept]).toEqual([[], [fresh]])
  })

  it("does nothing in the name of somebody else who signed in on the same phone", async () => {
    signedIn = "samia"

    expect(await run()).toBe("signed_out")
    expect(asked).toEqual(["/session"])
    expect([left.length, kept]).toEqual([2, []])
  })

  it("keeps everything when the session ends on the way", async () => {
    broken = (path) => (path.includes("/b/") ? answer({ code: "sign_in_needed", detail: "…" }, 401) : null)

    expect(await run()).toBe("signed_out")
    expect(left.map(({ id }) => id)).toEqual([2])
  })

  it("goes on with other visits when the counter breaks on one", async () => {
    broken = (path) => (path.includes("/a/") ? answer({ code: "fault", detail: "…" }, 500) : null)
    left = [...left, start(3, "a")]

    expect(await run()).toBe("away")
    expect(left.map(({ id }) => id)).toEqual([1, 3])
    expect(asked.filter((path) => path.includes("/a/"))).toHaveLength(1)
  })

  it("waits where the counter does not answer", async () => {
    broken = (path) => (path.includes("/a/") ? answer({}, 503) : null)

    expect(await run()).toBe("away")
    expect(asked.at(-1)).toBe("/desk/appointments/a/arrival")
  })
})
