import { readFileSync } from "node:fs"
import { join } from "node:path"
import { beforeEach, describe, expect, it } from "vitest"

const origin = "https://counter.example"
const desk = `${origin}/maison/fr/desk/`
const [page, signIn, photo] = [`${desk}day`, `${desk}sign-in`, `${origin}/api/v1/maison/desk/appointments/a/photos/p`]
const [oldScript, newScript] = [`${origin}/_next/static/old.js`, `${origin}/_next/static/new.js`]
const source = readFileSync(join(import.meta.dirname, "day.worker.js"), "utf8")

let kept: Map<string, string>
let online: Map<string, string>
let isFull = false
let work: (name: string, event: object) => Promise<unknown>

/** As much of a browser as the worker asks for. */
function started() {
  const listeners = new Map<string, (event: object) => void>()
  const self = {
    registration: { scope: desk },
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
  }
  const hrefOf = (address: string | { url: string }) =>
    new URL(typeof address === "string" ? address : address.url, desk).href
  const cache = {
    match: async (address: string) => (kept.has(hrefOf(address)) ? new Response(kept.get(hrefOf(address))) : undefined),
    put: async (address: string, response: Response) => {
      if (isFull) throw new DOMException("full", "QuotaExceededError")
      kept.set(hrefOf(address), await response.text())
    },
    keys: async () => [...kept.keys()].map((url) => ({ url })),
    delete: async (address: { url: string }) => kept.delete(address.url),
  }
  const fetch = async (address: string | { url: string }) => {
    const body = online.get(hrefOf(address))
    if (body === undefined) throw new TypeError("no network")
    return new Response(body)
  }
  new Function("self", "caches", "fetch", source)(self, { open: async () => cache }, fetch)
  return (name: string, event: object) =>
    new Promise((resolve) => {
      const answered = (answer: unknown) => resolve(answer)
      listeners.get(name)?.({ ...event, respondWith: answered, waitUntil: answered })
    })
}

const visit = async (url: string, mode = "navigate") => {
  const answer = await work("fetch", { request: { url, mode, method: "GET" } })
  return answer instanceof Response ? answer.text() : null
}
const keep = (...assets: string[]) => work("message", { data: { kind: "keep", assets }, ports: [] })

beforeEach(() => {
  kept = new Map()
  online = new Map([
    [page, `<script src="/_next/static/old.js">`],
    [oldScript, "old"],
    [signIn, "sign in"],
    [photo, "photo"],
  ])
  isFull = false
  work = started()
})

describe("the worker of the day", () => {
  it("keeps the page with what it is made of", async () => {
    await keep(oldScript)
    online.clear()

    expect(await visit(`${page}?date=2026-11-20`)).toContain("old.js")
    expect(await visit(oldScript, "no-cors")).toBe("old")
  })

  it("keeps the old page as long as the new one is not there as a whole", async () => {
    await keep(oldScript)
    online.set(page, `<script src="/_next/static/new.js">`)
    expect(await visit(page)).toContain("new.js")
    await keep()
    expect(kept.get(page)).toContain("old.js")

    online.set(newScript, "new")
    await keep()
    expect([kept.get(page), kept.get(newScript)]).toEqual([online.get(page), "new"])
  })

  it("leaves nothing private to who signs in next", async () => {
    await keep(oldScript)
    await visit(photo, "no-cors")
    expect([...kept.keys()].sort()).toEqual([oldScript, photo, page].sort())

    expect(await visit(signIn)).toBe("sign in")
    expect([...kept.keys()]).toEqual([oldScript])
  })

  it("keeps the page when signing in is out of reach", async () => {
    await keep(oldScript)
    online.clear()

    await expect(visit(signIn)).rejects.toThrow("no network")
    expect(kept.has(page)).toBe(true)
  })

  it("shows what it cannot keep on a phone that is full", async () => {
    isFull = true
    await keep(oldScript)

    expect(await visit(page)).toContain("old.js")
    expect(await visit(photo, "no-cors")).toBe("photo")
  })
})
