import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest"
import { createGate } from "./gate.ts"
import { openCounter } from "./testing/counter.ts"

type Asked = {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage["headers"]
  readonly body: string
}

let asked: Asked[] = []
let begun = 0
const web = createServer(async (request, response) => {
  begun += 1
  if (request.url?.endsWith("/slow")) await new Promise((done) => setTimeout(done, 400))
  const body = (await Array.fromAsync(request)).join("")
  asked.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body })
  response.setHeader("x-powered-by", "Next.js")
  response.setHeader("content-security-policy", "default-src *")
  response.setHeader("set-cookie", ["__Host-first-cart=abc; Path=/; Secure"])
  response.setHeader("content-type", "text/html; charset=utf-8")
  if (request.url?.endsWith("/gone") || request.url?.endsWith("/-")) response.statusCode = 404
  if (request.url?.endsWith("/broken")) response.statusCode = 500
  response.end(request.url?.endsWith("/-") ? "<!doctype html><p>nothing here" : "<!doctype html><p>page")
})
await new Promise<void>((done) => web.listen(0, "127.0.0.1", done))
const { port } = web.address() as AddressInfo
afterAll(() => web.close())

const counter = await openCounter({
  GUICHET_WEB_URL: `http://127.0.0.1:${port}`,
  GUICHET_TRUSTED_PROXIES: "198.51.100.0/24",
})
const gate = await createGate(counter.app)
const browser = { "sec-fetch-site": "none", accept: "text/html" }

beforeEach(() => {
  asked = []
  begun = 0
})

describe("a page", () => {
  it.each([
    ["/first", "/first/fr", "fr", "/first"],
    ["/first/ar/products?q=x%20y&page=2", "/first/ar/products?q=x%20y&page=2", "ar", "/first"],
    ["/first/en/desk/", "/first/en/desk", "en", "/first"],
    ["/first/products/a%C3%A9", "/first/fr/products/a%C3%A9", "fr", "/first"],
    ["/", "/_home", "fr", ""],
    ["/en", "/_home", "en", ""],
    ["/_next/static/a.js", "/_next/static/a.js", "fr", ""],
  ])("at %s is asked of web as %s", async (url, upstream, locale, base) => {
    const answer = await gate.inject({ url, headers: browser })

    expect(answer.statusCode).toBe(200)
    expect(asked).toHaveLength(1)
    expect(asked[0]?.url).toBe(upstream)
    expect(asked[0]?.headers).toMatchObject({ "x-guichet-locale": locale, "x-guichet-base": base })
  })

  it("names whom the counter serves, where there are several", async () => {
    const answer = await gate.inject("/api/businesses")

    expect(
      answer
        .json()
        .items.map(({ slug }: { slug: string }) => slug)
        .sort(),
    ).toEqual(["first", "second"])
  })

  it("of a business's own host has no slug in its address", async () => {
    await gate.inject({ url: "/ar/products", headers: { ...browser, host: "first.example" } })

    expect(asked[0]?.url).toBe("/first/ar/products")
    expect(asked[0]?.headers).toMatchObject({ "x-guichet-base": "", "x-forwarded-host": "first.example" })
  })

  it("of another business is not served on a business's own host", async () => {
    const answer = await gate.inject({ url: "/api/v1/second/session", headers: { host: "first.example" } })

    expect(answer.json()).toMatchObject({ status: 404, code: "business_not_found" })
  })

  it("gets one nonce, for web and for the browser", async () => {
    const answer = await gate.inject({ url: "/first", headers: browser })

    expect(answer.headers["content-security-policy"]).toMatch(/script-src 'nonce-[A-Za-z0-9+/=]{24}' 'strict-dynamic'/)
    expect(asked[0]?.headers["content-security-policy"]).toBe(answer.headers["content-security-policy"])
    expect(answer.headers["x-powered-by"]).toBeUndefined()
  })

  it("drops what a visitor must not tell web", async () => {
    await gate.inject({
      url: "/first",
      headers: {
        ...browser,
        "x-guichet-client": "8.8.8.8",
        "x-guichet-internal": "guess",
        "x-guichet-base": "/evil",
        "x-forwarded-for": "9.9.9.9",
        "x-forwarded-host": "evil.example",
        "x-middleware-subrequest": "middleware",
        forwarded: "for=9.9.9.9",
        authorization: "Basic x",
        rsc: "1",
        "next-router-prefetch": "1",
      },
    })
    const headers = asked[0]?.headers ?? {}

    expect(headers).toMatchObject({ rsc: "1", "next-router-prefetch": "1", "x-guichet-client": "127.0.0.1" })
    expect(headers).toMatchObject({ "x-guichet-base": "/first", "x-forwarded-host": "localhost:3000" })
    for (const name of [
      "x-guichet-internal",
      "x-forwarded-for",
      "x-middleware-subrequest",
      "forwarded",
      "authorization",
    ])
      expect(headers).not.toHaveProperty(name)
  })

  it("knows the visitor's address through a proxy that is configured, and through no other", async () => {
    const forwarded = { ...browser, "x-forwarded-for": "203.0.113.9" }
    await gate.inject({ url: "/first", headers: forwarded, remoteAddress: "198.51.100.20" })
    await gate.inject({ url: "/first", headers: forwarded, remoteAddress: "192.0.2.1" })

    expect(asked.map(({ headers }) => headers["x-guichet-client"])).toEqual(["203.0.113.9", "192.0.2.1"])
  })

  it("introduces the visitor once, to the browser and to web alike", async () => {
    const first = await gate.inject({ url: "/first", headers: { ...browser, cookie: "theme=dark" } })
    const visitor = first.cookies.find(({ name }) => name === "__Host-first-visitor")?.value ?? ""
    const again = await gate.inject({
      url: "/first",
      headers: { ...browser, cookie: `__Host-first-visitor=${visitor}` },
    })

    expect(visitor).toMatch(/^[\w-]{22}$/)
    expect(asked[0]?.headers.cookie).toBe(`theme=dark; __Host-first-visitor=${visitor}`)
    expect(first.cookies.map(({ name }) => name)).toContain("__Host-first-cart")
    expect(again.cookies.map(({ name }) => name)).not.toContain("__Host-first-visitor")
  })

  it("takes a form of ours, as it was sent", async () => {
    const answer = await gate.inject({
      method: "POST",
      url: "/first/cart",
      headers: { "sec-fetch-site": "same-origin", "content-type": "application/json", "next-action": "abc" },
      payload: '[{"a" : 1}]',
    })

    expect(answer.statusCode).toBe(200)
    expect(asked[0]).toMatchObject({ method: "POST", body: '[{"a" : 1}]' })
    expect(asked[0]?.headers["next-action"]).toBe("abc")
  })

  it("takes no form of another site", async () => {
    const headers = {
      "sec-fetch-site": "cross-site",
      accept: "text/html",
      "content-type": "application/x-www-form-urlencoded",
    }
    const answer = await gate.inject({ method: "POST", url: "/first/cart", headers, payload: "a=1" })

    expect(answer.statusCode).toBe(403)
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8")
    expect(asked).toEqual([])
  })

  it("takes no form beyond 256 kB", async () => {
    const headers = { "sec-fetch-site": "same-origin", "content-type": "text/plain" }
    const answer = await gate.inject({ method: "POST", url: "/first/cart", headers, payload: "x".repeat(262_145) })

    expect(answer.statusCode).toBe(413)
    expect(asked).toEqual([])
  })

  it("on its way when the gate closes still arrives", async () => {
    const closing = await createGate(await counter.another())
    const address = await closing.listen({ port: 0, host: "127.0.0.1" })
    const page = fetch(`${address}/first/slow`)
    await vi.waitFor(() => expect(begun).toBe(1))
    const began = performance.now()
    const closed = closing.close()
    const answer = await page

    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain("page")
    await closed
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  it("that web does not find is its page for that, which needs no script", async () => {
    const answer = await gate.inject({ url: "/first/ar/gone", headers: browser })

    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain("nothing here")
    expect(asked.map(({ url }) => url)).toEqual(["/first/ar/gone", "/first/ar/-"])
  })

  it("that web cannot make is a calm page with the id of the fault", async () => {
    const answer = await gate.inject({ url: "/first/en/broken", headers: browser })

    expect(answer.statusCode).toBe(500)
    expect(answer.body).toContain('<html lang="en"')
    expect(answer.body).toContain("Reference:")
    expect(answer.body).not.toContain("<p>page")
  })

  it("of nobody is a calm page in the visitor's language", async () => {
    const answer = await gate.inject({ url: "/nobody", headers: { ...browser, "accept-language": "ar" } })

    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain('<html lang="ar" dir="rtl">')
    expect(answer.body).toContain("لا توجد مؤسسة في هذا العنوان.")
  })

  it("says calmly that web is away", async () => {
    const away = await createGate(await counter.another({ GUICHET_WEB_URL: "http://127.0.0.1:9" }))
    const answer = await away.inject({ url: "/first/en/cart", headers: { ...browser, "accept-language": "fr" } })
    const nonce = /nonce-([^']+)/.exec(String(answer.headers["content-security-policy"]))?.[1]

    expect(answer.statusCode).toBe(503)
    expect(answer.headers["retry-after"]).toBe("5")
    expect(answer.body).toContain("The counter is not answering right now.")
    expect(answer.body).toContain(`<style nonce="${nonce}">`)
    expect(answer.body).toContain('<a href="/first/en/cart">Try again</a>')
  })
})
