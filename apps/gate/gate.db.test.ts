import { request as send } from "node:http"
import type { AddressInfo } from "node:net"
import { connect } from "node:net"
import type { InjectOptions } from "fastify"
import { afterAll, describe, expect, it } from "vitest"
import { createGate } from "./gate.ts"
import { allowances } from "./limits.ts"
import { openCounter, password } from "./testing/counter.ts"

const counter = await openCounter({ GUICHET_WEB_URL: "http://127.0.0.1:9" })
const gate = await createGate(counter.app, { checksAnswers: true })
await gate.listen({ port: 0, host: "127.0.0.1" })
const { port } = gate.server.address() as AddressInfo
afterAll(() => gate.close())

const session = "/api/v1/first/session"
const json = { "content-type": "application/json" }

const everyResponse: readonly (readonly [string, InjectOptions])[] = [
  ["an answer", { url: "/api/v1/first/captcha" }],
  ["an unknown address", { url: "/api/v1/first/nothing" }],
  ["an unknown business", { url: "/api/v1/nobody/session" }],
  ["a page without web", { url: "/first", headers: { accept: "text/html" } }],
  ["health", { url: "/api/health" }],
  ["the balancer's look", { url: "/healthz" }],
  ["a refusal", { url: session }],
  ["a forgery", { method: "POST", url: session, headers: { "sec-fetch-site": "cross-site" } }],
  ["another method", { method: "PUT", url: session }],
  ["broken JSON", { method: "POST", url: session, headers: json, payload: "{" }],
  ["a body too large", { method: "POST", url: session, headers: json, payload: `"${"x".repeat(300_000)}"` }],
  ["another media type", { method: "POST", url: session, headers: { "content-type": "text/plain" }, payload: "x" }],
  ["an address that cannot be decoded", { url: "/api/v1/first/%E0%A4%A" }],
]

describe("every response", () => {
  it.each(everyResponse)("carries the same protection: %s", async (_, request) => {
    const { headers } = await gate.inject(request)

    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; script-src 'nonce-[^']{24}' 'strict-dynamic'; style-src 'self' 'nonce-[^']{24}'; style-src-attr 'unsafe-inline'; .*object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
    )
    expect(headers).toMatchObject({
      "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    })
    expect(headers["permissions-policy"]).toContain("camera=(), ")
    expect(headers["cache-control"]).toContain("no-store")
    for (const name of ["server", "x-powered-by", "access-control-allow-origin"])
      expect(headers).not.toHaveProperty(name)
  })

  it("promises for the hosts below it on the counter's own address alone", async () => {
    const onHost = async (host: string) =>
      (await gate.inject({ url: "/healthz", headers: { host } })).headers["strict-transport-security"]

    expect(await onHost("localhost:3000")).toBe("max-age=63072000; includeSubDomains; preload")
    expect(await onHost("first.example")).toBe("max-age=63072000")
  })

  it("has a nonce of its own", async () => {
    const policies = await Promise.all([1, 2].map(() => gate.inject(session)))

    expect(policies[0]?.headers["content-security-policy"]).not.toBe(policies[1]?.headers["content-security-policy"])
  })
})

describe("a request that the gate refuses", () => {
  it.each([
    [everyResponse[1], 404, "not_found"],
    [everyResponse[2], 404, "business_not_found"],
    [everyResponse[6], 401, "sign_in_needed"],
    [everyResponse[7], 403, "origin_refused"],
    [everyResponse[8], 405, "method_not_allowed"],
    [everyResponse[9], 400, "request_malformed"],
    [everyResponse[10], 413, "request_too_large"],
    [everyResponse[11], 415, "media_not_supported"],
    [everyResponse[12], 400, "request_malformed"],
  ])("is a problem: %o", async (refused, status, code) => {
    const answer = await gate.inject(refused?.[1] ?? "")

    expect(answer.statusCode).toBe(status)
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8")
    expect(answer.json()).toMatchObject({ type: `http://localhost:3000/api/docs/errors#${code}`, status, code })
    expect(answer.json().instance).toBe(`urn:uuid:${answer.headers["x-request-id"]}`)
  })

  it("is told which methods an address takes", async () => {
    const { headers } = await gate.inject({ method: "PUT", url: session })

    expect(headers.allow).toBe("POST, GET, HEAD, DELETE")
  })

  it("is told field by field, in its language", async () => {
    const payload = { email: "nobody", password: "", role: "admin" }
    const answer = await gate.inject({ method: "POST", url: session, payload, headers: { "accept-language": "en" } })

    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ title: "Please correct this", code: "input_invalid" })
    expect(answer.json().errors).toEqual([
      { path: "email", code: "invalid_format", detail: "This e-mail address is not complete." },
      { path: "password", code: "too_small", detail: "This field cannot stay empty." },
      { path: "role", code: "unknown_field", detail: "There is no such field." },
    ])
  })

  it.each([
    ["fr", "Connectez-vous pour continuer."],
    ["ar", "سجّل الدخول للمتابعة."],
    ["en", "Please sign in to continue."],
  ])("is told in %s", async (language, detail) => {
    expect((await gate.inject({ url: session, headers: { "accept-language": language } })).json().detail).toBe(detail)
    expect((await gate.inject({ url: `${session}?locale=${language}` })).json().detail).toBe(detail)
  })

  it("with a query given twice is not misread", async () => {
    const answer = await gate.inject("/api/v1/first/captcha?locale=fr&locale=ar")

    expect(answer.statusCode).toBe(422)
  })

  it.each([
    ["a hundred thousand brackets", "[".repeat(100_000)],
    ["a hundred thousand closed brackets", "[".repeat(100_000) + "]".repeat(100_000)],
    ["a poisoned prototype", '{"__proto__": {"role": "admin"}, "email": "a@b.example", "password": "x"}'],
  ])("is refused whatever its JSON: %s", async (_, payload) => {
    const answer = await gate.inject({ method: "POST", url: session, headers: json, payload })

    expect([400, 422]).toContain(answer.statusCode)
  })
})

describe("a fault that passes", () => {
  it("is a pause, with the seconds to wait", async () => {
    const app = await counter.another({ DATABASE_URL: counter.database.appUrl })
    const paused = await createGate({ ...app, kernel: { ...app.kernel, pool: deadPool(app.kernel.pool) } })
    const answer = await paused.inject("/api/v1/first/captcha")

    expect(answer.statusCode).toBe(503)
    expect(answer.headers["retry-after"]).toBe("2")
    expect(answer.json()).toMatchObject({ code: "unavailable" })
    expect(answer.body).not.toContain("ECONNREFUSED")
  })
})

/** A database that notes how often it is asked. */
function watchedPool<P extends object>(pool: P): { pool: P; asked: () => number } {
  let asked = 0
  const watched = new Proxy(pool, {
    get(target, name) {
      if (name === "query" || name === "connect") asked += 1
      const member: unknown = Reflect.get(target, name)
      return typeof member === "function" ? member.bind(target) : member
    },
  })
  return { pool: watched, asked: () => asked }
}

function deadPool<P extends object>(pool: P): P {
  const refuse = () =>
    Promise.reject(Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" }))
  return new Proxy(pool, {
    get: (target, name) => (name === "query" || name === "connect" ? refuse : Reflect.get(target, name)),
  })
}

describe("limits", () => {
  const few = {
    ...allowances,
    default: { points: 3, duration: 60 },
    auth: { points: 6, duration: 60 },
    guess: { points: 2, duration: 60 },
    account: { points: 4, duration: 60 },
  }

  it("answer 429 with when to come back, to one address alone", async () => {
    const limited = await createGate(counter.app, { allowances: few })
    const ask = (remoteAddress: string) => limited.inject({ url: "/api/v1/first/captcha", remoteAddress })
    const answers = [await ask("192.0.2.1"), await ask("192.0.2.1"), await ask("192.0.2.1"), await ask("192.0.2.1")]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429])
    expect(answers[0]?.headers).toMatchObject({ "ratelimit-limit": "3", "ratelimit-remaining": "2" })
    expect(answers[3]?.json()).toMatchObject({ code: "too_many_requests" })
    expect(answers[3]?.headers).toMatchObject({
      "ratelimit-remaining": "0",
      "retry-after": expect.stringMatching(/^\d+$/),
    })
    expect((await ask("192.0.2.2")).statusCode).toBe(200)
  })

  it("are shared by all addresses that one subscriber can choose", async () => {
    const limited = await createGate(counter.app, { allowances: few })
    const ask = async (remoteAddress: string) =>
      (await limited.inject({ url: "/api/v1/first/captcha", remoteAddress })).statusCode
    const asked = ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:ffff::3", "2001:db8:1:2::4", "2001:db8:1:3::1"]
    const inDress = ["192.0.2.9", "::ffff:192.0.2.9", "::ffff:c000:209", "192.0.2.9"]

    expect(await Promise.all(asked.map(ask))).toEqual([200, 200, 200, 429, 200])
    expect(await Promise.all(inDress.map(ask))).toEqual([200, 200, 200, 429])
  })

  it("come before the question whose host it is", async () => {
    const { pool, asked } = watchedPool(counter.app.kernel.pool)
    const app = { ...counter.app, kernel: { ...counter.app.kernel, pool } }
    const limited = await createGate(app, { allowances: few })
    const ask = (url: string, made: number) => limited.inject({ url, headers: { host: `made-up-${made}.example` } })
    for (const [index, url] of ["/api/v1/first/captcha", "/first", "/api/v1/first/nothing"].entries())
      await ask(url, index)
    const before = asked()
    const answers = [
      await ask("/api/v1/first/captcha", 10),
      await ask("/first", 11),
      await ask("/api/v1/first/nothing", 12),
      await ask("/api/v1/first/orders/track/x/events", 13),
      await ask("/healthz", 14),
      await ask("/_next/static/a.js", 15),
    ]

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([429, 429, 429, 429, 200, 503])
    expect(before).toBeGreaterThan(0)
    expect(asked()).toBe(before)
  })

  it("count what is asked for by its file name", async () => {
    const limited = await createGate(counter.app, { allowances: few })
    const statuses = []
    for (const name of ["a.js", "b.php", "wp-login.php", "c.js"])
      statuses.push((await limited.inject(`/${name}`)).statusCode)

    expect(statuses).toEqual([404, 404, 404, 429])
  })

  const signIn = (limited: typeof gate, email: string, given: string) => async (remoteAddress: string) =>
    (await limited.inject({ method: "POST", url: session, remoteAddress, payload: { email, password: given } }))
      .statusCode

  it("hold a stranger who guesses, and not the member whose account it is", async () => {
    const limited = await createGate(counter.app, { allowances: few })
    const guess = signIn(limited, "Admin@first.example", "wrong")
    const statuses = [await guess("192.0.2.1"), await guess("192.0.2.1"), await guess("192.0.2.1")]

    expect(statuses).toEqual([401, 401, 429])
    expect(await signIn(limited, "admin@first.example", password)("192.0.2.1")).toBe(429)
    expect(await signIn(limited, "admin@first.example", password)("192.0.2.2")).toBe(201)
    expect(await signIn(limited, "manager@first.example", password)("192.0.2.1")).toBe(201)
  })

  it("hold an account in the end, wherever the guesses come from", async () => {
    const limited = await createGate(counter.app, { allowances: few })
    const guess = signIn(limited, "admin@first.example", "wrong")
    const statuses = []
    for (const last of [1, 2, 3, 4, 5]) statuses.push(await guess(`192.0.2.${last}`))

    expect(statuses).toEqual([401, 401, 401, 401, 429])
    expect(await signIn(limited, "manager@first.example", "wrong")("192.0.2.5")).toBe(401)
  })

  it("hold nobody for signing in often", async () => {
    const limited = await createGate(counter.app, { allowances: few })
    const enter = signIn(limited, "admin@first.example", password)
    const statuses = []
    for (let times = 0; times < 5; times++) statuses.push(await enter("192.0.2.1"))

    expect(statuses).toEqual([201, 201, 201, 201, 201])
  })

  it("let no guess more through when they come all at once", async () => {
    const limited = await createGate(counter.app, { allowances: few })
    const guess = signIn(limited, "admin@first.example", "wrong")
    const statuses = await Promise.all(Array.from({ length: 6 }, () => guess("192.0.2.1")))

    expect(statuses.sort()).toEqual([401, 401, 429, 429, 429, 429])
  })
})

describe("a call without cookies", () => {
  it("is a program's: no forgery, no visitor cookie", async () => {
    const answer = await gate.inject({
      method: "POST",
      url: session,
      payload: { email: "admin@first.example", password },
    })

    expect(answer.statusCode).toBe(201)
    expect(answer.cookies.map(({ name }) => name)).toEqual(["__Host-first-session"])
  })
})

describe("health", () => {
  it("says of each part that it is up, how fast, and which version runs", async () => {
    const answer = await gate.inject("/api/health")

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({ status: "up", version: "0.1.0" })
    expect(Object.keys(answer.json().checks).sort()).toEqual([
      "database",
      "environment",
      "memory",
      "migrations",
      "queue",
    ])
    for (const part of Object.values(answer.json().checks))
      expect(part).toMatchObject({ status: "up", latencyMs: expect.any(Number) })
  })

  it("is 503 when the database is away, and says so without its address", async () => {
    const app = await counter.another()
    const away = await createGate({ ...app, kernel: { ...app.kernel, pool: deadPool(app.kernel.pool) } })
    const answer = await away.inject("/api/health")

    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({
      status: "down",
      checks: { database: { status: "down" }, queue: { status: "up" } },
    })
    expect(answer.body).not.toContain("127.0.0.1")
  })
})

describe("a socket that does not speak HTTP in time", () => {
  const exchanged = (text: string) =>
    new Promise<string>((done, fail) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(text))
      let answer = ""
      socket.on("data", (part) => {
        answer += part
      })
      socket.on("close", () => done(answer))
      socket.on("error", fail)
    })

  it("is answered with the same protection and hung up", async () => {
    const answer = await exchanged("NOT HTTP AT ALL\r\n\r\n")

    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer.toLowerCase()).toContain("content-security-policy: default-src 'none'")
    expect(answer).toContain('"code":"request_malformed"')
  })

  it("is closed within ten seconds when its headers never end", async () => {
    const began = performance.now()
    const answer = await exchanged("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ")

    expect(performance.now() - began).toBeLessThan(10_000)
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  }, 15_000)

  it.each([
    ["two lengths", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
    [
      "a length and chunks",
      "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["a folded header", "GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n"],
  ])("is refused when it smuggles: %s", async (_, text) => {
    expect(await exchanged(text)).toMatch(/^HTTP\/1\.1 400 /)
  })

  it("sees its body cut off at the limit, before it is read whole", async () => {
    const status = await new Promise((done, fail) => {
      const request = send(
        { port, method: "POST", path: session, headers: { ...json, "transfer-encoding": "chunked" } },
        (response) => {
          response.resume()
          done(response.statusCode)
        },
      )
      request.on("error", fail)
      for (let sent = 0; sent < 300; sent++) request.write("x".repeat(1_024))
    })

    expect(status).toBe(413)
  })
})
