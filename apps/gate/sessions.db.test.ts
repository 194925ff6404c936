import type { FastifyInstance } from "fastify"
import { describe, expect, it } from "vitest"
import { createGate } from "./gate.ts"
import { allowances } from "./limits.ts"
import { accountIdOf, openCounter, password } from "./testing/counter.ts"

const counter = await openCounter()
const roomy = { ...allowances, auth: { points: 1_000, duration: 60 } }
const gate = await createGate(counter.app, { checksAnswers: true, allowances: roomy })
const cookieName = "__Host-first-session"

async function signedIn(email = "manager@first.example"): Promise<string> {
  const answer = await gate.inject({ method: "POST", url: "/api/v1/first/session", payload: { email, password } })
  expect(answer.statusCode).toBe(201)
  return tokenIn(answer) ?? ""
}

type Answer = Awaited<ReturnType<FastifyInstance["inject"]>>
function tokenIn(answer: Answer): string | undefined {
  return answer.cookies.find(({ name }) => name === cookieName)?.value
}

function who(token: string, from: FastifyInstance = gate) {
  return from.inject({ url: "/api/v1/first/session", headers: { cookie: `${cookieName}=${token}` } })
}

async function count(sql: string): Promise<number> {
  const { rows } = await counter.asOwner(`select count(*)::int as n from ${sql}`)
  return rows[0].n
}

describe("signing in", () => {
  it("gives a session that says who it is", async () => {
    const answer = await who(await signedIn())

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      id: accountIdOf("manager@first.example"),
      name: "manager",
      role: "manager",
      locale: "fr",
    })
  })

  it("keeps the token in a cookie that no script and no other site can use", async () => {
    const answer = await gate.inject({
      method: "POST",
      url: "/api/v1/first/session",
      payload: { email: "ADMIN@first.example", password },
    })

    expect(String(answer.headers["set-cookie"])).toMatch(
      /^__Host-first-session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(answer.body).not.toContain(tokenIn(answer))
  })

  it.each([
    ["a wrong password", { email: "admin@first.example", password: "something else" }],
    ["an unknown account", { email: "nobody@first.example", password }],
    ["an account of another business", { email: "admin@second.example", password }],
  ])("refuses %s with the same words", async (_, payload) => {
    const answer = await gate.inject({ method: "POST", url: "/api/v1/first/session", payload })

    expect(answer.statusCode).toBe(401)
    expect(answer.json()).toMatchObject({
      code: "credentials_wrong",
      detail: "L’adresse e-mail ou le mot de passe ne correspond pas.",
    })
    expect(answer.headers["set-cookie"]).toBeUndefined()
  })

  it("ends the session that the browser held before", async () => {
    const before = await signedIn()
    await gate.inject({
      method: "POST",
      url: "/api/v1/first/session",
      headers: { cookie: `${cookieName}=${before}`, "sec-fetch-site": "same-origin" },
      payload: { email: "manager@first.example", password },
    })

    expect((await who(before)).statusCode).toBe(401)
  })

  it("is no session at another business", async () => {
    const token = await signedIn()
    const answer = await gate.inject({
      url: "/api/v1/second/session",
      headers: { cookie: `__Host-second-session=${token}` },
    })

    expect(answer.statusCode).toBe(401)
  })
})

describe("signing out", () => {
  it("bites at once in another process", async () => {
    const elsewhere = await createGate(await counter.another())
    const token = await signedIn()
    expect((await who(token, elsewhere)).statusCode).toBe(200)

    const answer = await gate.inject({
      method: "DELETE",
      url: "/api/v1/first/session",
      headers: { cookie: `${cookieName}=${token}`, "sec-fetch-site": "same-origin" },
    })

    expect(answer.statusCode).toBe(204)
    expect(String(answer.headers["set-cookie"])).toContain("Max-Age=0")
    expect((await who(token, elsewhere)).statusCode).toBe(401)
  })

  it("does nothing without a session", async () => {
    expect((await gate.inject({ method: "DELETE", url: "/api/v1/first/session" })).statusCode).toBe(204)
  })
})

describe("an account that changes", () => {
  it("is out at once when it is disabled", async () => {
    const token = await signedIn("technician@first.example")
    await counter.asOwner("update guichet.accounts set disabled_at = now() where id = $1", [
      accountIdOf("technician@first.example"),
    ])

    expect((await who(token)).statusCode).toBe(401)
    await counter.asOwner("update guichet.accounts set disabled_at = null where id = $1", [
      accountIdOf("technician@first.example"),
    ])
  })

  it("has its new role at once, and a new token with it", async () => {
    const token = await signedIn("technician@first.example")
    await counter.asOwner("update guichet.accounts set role = 'manager' where id = $1", [
      accountIdOf("technician@first.example"),
    ])
    const answer = await who(token)

    expect(answer.json()).toMatchObject({ role: "manager" })
    expect(tokenIn(answer)).toBeDefined()
    await counter.asOwner("update guichet.accounts set role = 'technician' where id = $1", [
      accountIdOf("technician@first.example"),
    ])
  })
})

describe("a session in use", () => {
  it("keeps its token for ten minutes", async () => {
    const token = await signedIn()
    counter.pass({ minutes: 9, seconds: 50 })

    expect(tokenIn(await who(token))).toBeUndefined()
  })

  it("rotates once under 40 requests at once, and signs nobody out", async () => {
    const token = await signedIn()
    counter.pass({ minutes: 10 })
    const before = await count("guichet.session_tokens")
    const answers = await Promise.all(Array.from({ length: 40 }, () => who(token)))

    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 40 }, () => 200))
    expect(await count("guichet.session_tokens")).toBe(before + 1)
    expect(new Set(answers.map(tokenIn)).size).toBe(1)
    expect((await who(tokenIn(answers[0] as Answer) ?? "")).statusCode).toBe(200)
  })

  it("is given its new token again when the answer was lost", async () => {
    const token = await signedIn()
    counter.pass({ minutes: 10 })
    const lost = tokenIn(await who(token))
    counter.pass({ hours: 2 })
    const again = await who(token)

    expect(again.statusCode).toBe(200)
    expect(tokenIn(again)).toBe(lost)
  })

  it("takes the token before for a minute after the new one was used", async () => {
    const token = await signedIn()
    counter.pass({ minutes: 10 })
    const next = tokenIn(await who(token)) ?? ""
    await who(next)
    counter.pass({ seconds: 59 })

    expect((await who(token)).statusCode).toBe(200)
  })

  it("dies whole when a token comes back after that minute", async () => {
    const stolen = await signedIn()
    counter.pass({ minutes: 10 })
    const next = tokenIn(await who(stolen)) ?? ""
    await who(next)
    counter.pass({ seconds: 61 })
    expect((await who(next)).statusCode).toBe(200)

    expect((await who(stolen)).statusCode).toBe(401)
    expect((await who(next)).statusCode).toBe(401)
    expect(await count("guichet.events where name = 'session.reused'")).toBe(1)
  })

  it("dies whole when the token before the last comes back, even within the minute", async () => {
    const first = await signedIn()
    counter.pass({ minutes: 10 })
    const second = tokenIn(await who(first)) ?? ""
    counter.pass({ minutes: 10 })
    const third = tokenIn(await who(second)) ?? ""
    await who(third)

    expect((await who(first)).statusCode).toBe(401)
    expect((await who(third)).statusCode).toBe(401)
  })

  it("ends after twelve hours without use, and not before", async () => {
    const token = await signedIn()
    counter.pass({ hours: 11, minutes: 59 })
    const next = tokenIn(await who(token)) ?? ""
    expect(next).not.toBe("")
    counter.pass({ hours: 12, seconds: 1 })

    expect((await who(next)).statusCode).toBe(401)
  })

  it("ends after seven days, however much it is used", async () => {
    let token = await signedIn()
    for (let hours = 0; hours < 7 * 24 - 8; hours += 8) {
      counter.pass({ hours: 8 })
      const answer = await who(token)
      expect(answer.statusCode).toBe(200)
      token = tokenIn(answer) ?? token
    }
    counter.pass({ hours: 8 })

    expect((await who(token)).statusCode).toBe(401)
  })

  it("is stored hashed", async () => {
    const token = await signedIn()
    const { rows } = await counter.asOwner("select t::text as row from guichet.session_tokens t")

    expect(rows.some(({ row }) => row.includes(token) || row.includes(Buffer.from(token).toString("hex")))).toBe(false)
  })
})

describe("a session asked about by web", () => {
  it("is not rotated where the answer reaches no browser", async () => {
    const token = await signedIn()
    counter.pass({ minutes: 30 })
    const headers = {
      cookie: `${cookieName}=${token}`,
      "x-guichet-internal": counter.internalToken,
      "x-guichet-client": "198.51.100.7",
    }
    const answer = await gate.inject({ url: "/api/v1/first/session", headers })

    expect(answer.statusCode).toBe(200)
    expect(tokenIn(answer)).toBeUndefined()
    expect(tokenIn(await who(token))).toBeDefined()
  })
})
