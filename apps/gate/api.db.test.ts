import { afterAll, describe, expect, it } from "vitest"
import * as z from "zod"
import type { Visit } from "#kernel/command.ts"
import { type Endpoints, fileAnswer } from "#kernel/contract.ts"
import { idOf } from "#kernel/ids.ts"
import { Refusal, Retryable } from "#kernel/refusals.ts"
import { routes } from "#kernel/routes.ts"
import { hashOf } from "#kernel/secrets.ts"
import { captchaRoutes } from "#modules/captcha/routes.ts"
import { createGate } from "./gate.ts"
import { firstId, openCounter, password } from "./testing/counter.ts"

const token = z.strictObject({ token: z.string() })
const seen = z.strictObject({ scope: z.string(), key: z.string().nullable() })
const endpoints = {
  buy: {
    method: "POST",
    path: "/orders",
    summary: "",
    opens: "visitor",
    body: z.unknown(),
    answer: seen,
    status: 201,
    idempotent: true,
    captcha: true,
  },
  follow: {
    method: "GET",
    path: "/track/{token}",
    summary: "",
    opens: "link",
    params: token,
    answer: seen,
    status: 200,
  },
  work: {
    method: "GET",
    path: "/desk/{id}",
    summary: "",
    opens: "session",
    params: z.strictObject({ id: z.uuid() }),
    answer: seen,
    status: 200,
  },
  print: {
    method: "GET",
    path: "/print",
    summary: "",
    opens: "visitor",
    answer: fileAnswer,
    status: 200,
    media: "application/pdf",
  },
  fail: { method: "GET", path: "/fail", summary: "", opens: "visitor", answer: z.null(), status: 200 },
  pause: { method: "GET", path: "/pause", summary: "", opens: "visitor", answer: z.null(), status: 200 },
  short: { method: "GET", path: "/short", summary: "", opens: "visitor", answer: z.null(), status: 200 },
  leak: { method: "GET", path: "/leak", summary: "", opens: "visitor", answer: seen, status: 200 },
} as const satisfies Endpoints

const told = async ({ actor, idempotencyKey }: Visit) => ({ scope: actor.scope, key: idempotencyKey ?? null })
const ours = routes(endpoints, {
  buy: told,
  follow: told,
  work: told,
  print: async () => ({ bytes: Buffer.from("%PDF"), name: 'facture "élève"\r\n\u202e.pdf' }),
  fail: async () => {
    throw new Error("canary: select secret from guichet.accounts")
  },
  pause: async () => {
    throw new Retryable("canary", 7)
  },
  short: async () => {
    throw new Refusal("not_found", 409, { lines: [{ sku: "A", available: 2 }], permission: "orders.place" })
  },
  leak: async () => JSON.parse('{"scope": "x", "key": null, "passwordHash": "canary"}'),
})

const counter = await openCounter()
const gate = await createGate({ ...counter.app, routes: [...ours, ...captchaRoutes] }, { checksAnswers: true })
afterAll(() => gate.close())
const orders = "/api/v1/first/orders"
const buying = (headers: Record<string, string>) => gate.inject({ method: "POST", url: orders, headers, payload: {} })

describe("an endpoint that takes a key", () => {
  it("hands it to its verb", async () => {
    const answer = await buying({ "idempotency-key": "k-1" })

    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toEqual({ scope: "public", key: "k-1" })
  })

  it.each([
    ["without one", {}, 400, "key_missing"],
    ["with an empty one", { "idempotency-key": "" }, 400, "key_missing"],
    ["with 256 characters", { "idempotency-key": "k".repeat(256) }, 422, "key_too_long"],
    ["with a space", { "idempotency-key": "a b" }, 422, "key_too_long"],
  ])("refuses a request %s", async (_, headers, status, code) => {
    const answer = await buying(headers)

    expect(answer.statusCode).toBe(status)
    expect(answer.json().code).toBe(code)
  })

  it("never turns away 200 buyers behind one address", async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, buyer) => {
        await gate.inject("/api/v1/first/captcha")
        return buying({ "idempotency-key": `buyer-${buyer}` })
      }),
    )

    expect(answers.filter(({ statusCode }) => statusCode !== 201)).toEqual([])
  })
})

describe("an endpoint opened by a link", () => {
  it("knows the holder, and nobody else", async () => {
    const dossierId = idOf("dossier")
    await counter.asOwner(
      `insert into guichet.customers (business_id, id, name, phone, locale, created_at) values ($1, $2, 'A', '+213550000000', 'fr', now())`,
      [firstId, dossierId],
    )
    const link = "0123456789abcdefghjkmnpqrs"
    await counter.asOwner(
      `insert into guichet.dossiers (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
       values ($1, $2, 'order', 'CMD-1', $2, 'fr', 1, $3, now())`,
      [firstId, dossierId, hashOf(link)],
    )

    expect((await gate.inject(`/api/v1/first/track/${link}`)).json()).toEqual({ scope: "guest", key: null })
    expect((await gate.inject(`/api/v1/second/track/${link}`)).statusCode).toBe(404)
    expect((await gate.inject(`/api/v1/first/track/${link.replace("0", "1")}`)).statusCode).toBe(404)
    expect((await gate.inject("/api/v1/first/track/x")).json().code).toBe("not_found")
  })
})

describe("an endpoint opened by a session", () => {
  it("is closed to everybody else, before it says whether the address makes sense", async () => {
    expect((await gate.inject("/api/v1/first/desk/x")).statusCode).toBe(401)
  })

  it("finds nothing at an address of another shape", async () => {
    const signing = await createGate(counter.app)
    const signedIn = await signing.inject({
      method: "POST",
      url: "/api/v1/first/session",
      payload: { email: "admin@first.example", password },
    })
    const cookie = `__Host-first-session=${signedIn.cookies[0]?.value}`

    expect((await gate.inject({ url: "/api/v1/first/desk/x", headers: { cookie } })).statusCode).toBe(404)
    expect((await gate.inject({ url: `/api/v1/first/desk/${idOf("x")}`, headers: { cookie } })).json().scope).toBe(
      "member",
    )
  })
})

describe("a file", () => {
  it("is saved, never shown as a page of ours", async () => {
    const { headers, rawPayload } = await gate.inject("/api/v1/first/print")

    expect(rawPayload.toString()).toBe("%PDF")
    expect(headers["content-type"]).toBe("application/pdf")
    expect(headers["content-disposition"]).toBe(
      `attachment; filename="facture __l_ve_.pdf"; filename*=UTF-8''facture%20%22%C3%A9l%C3%A8ve%22.pdf`,
    )
    expect(headers["content-security-policy"]).toMatch(/^sandbox; default-src 'none'/)
    expect(headers["x-content-type-options"]).toBe("nosniff")
  })
})

describe("what goes wrong", () => {
  it("as a fault is no more than an id", async () => {
    const answer = await gate.inject({ url: "/api/v1/first/fail", headers: { "accept-language": "en" } })

    expect(answer.statusCode).toBe(500)
    expect(answer.json()).toEqual({
      type: "http://localhost:3000/api/docs/errors#fault",
      title: "Something failed on our side",
      status: 500,
      code: "fault",
      detail: "Something failed on our side, and we have been told. Please try again in a moment.",
      instance: `urn:uuid:${answer.headers["x-request-id"]}`,
    })
  })

  it("for a while says for how long", async () => {
    const answer = await gate.inject("/api/v1/first/pause")

    expect(answer.statusCode).toBe(503)
    expect(answer.headers["retry-after"]).toBe("7")
    expect(answer.body).not.toContain("canary")
  })

  it("as a refusal brings its facts, and not which permission was asked for", async () => {
    const problem = (await gate.inject("/api/v1/first/short")).json()

    expect(problem).toMatchObject({ code: "not_found", lines: [{ sku: "A", available: 2 }] })
    expect(problem).not.toHaveProperty("permission")
  })

  it("in an answer that says more than its contract is a fault where answers are checked", async () => {
    const answer = await gate.inject("/api/v1/first/leak")

    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain("canary")
  })
})

describe("a captcha", () => {
  const cookie = "__Host-first-visitor=abcdefghijklmnopqrstuv"
  const browser = { cookie, "sec-fetch-site": "same-origin" }
  const asked = async () => (await gate.inject("/api/v1/first/captcha?locale=en")).json()

  it("is asked of a browser, and of web for one", async () => {
    const fromBrowser = await buying({ ...browser, "idempotency-key": "c-1" })
    const fromWeb = await buying({ cookie, "x-guichet-internal": counter.internalToken, "idempotency-key": "c-2" })

    expect([fromBrowser.json().code, fromWeb.json().code]).toEqual(["captcha_needed", "captcha_needed"])
  })

  it("opens with the right answer", async () => {
    const { question, token } = await asked()

    expect(
      (await buying({ ...browser, "idempotency-key": "c-3", captcha: `${token}:${solved(question)}` })).statusCode,
    ).toBe(201)
  })

  it("may come again with the same request, and with no other", async () => {
    const { question, token } = await asked()
    const captcha = `${token}:${solved(question)}`

    expect((await buying({ ...browser, "idempotency-key": "c-4", captcha })).statusCode).toBe(201)
    expect((await buying({ ...browser, "idempotency-key": "c-4", captcha })).statusCode).toBe(201)
    expect((await buying({ ...browser, "idempotency-key": "c-5", captcha })).json().code).toBe("captcha_wrong")
  })

  it("is spent by a wrong answer", async () => {
    const { question, token } = await asked()
    const right = solved(question)

    expect((await buying({ ...browser, "idempotency-key": "c-6", captcha: `${token}:${right + 1}` })).json().code).toBe(
      "captcha_wrong",
    )
    expect((await buying({ ...browser, "idempotency-key": "c-6", captcha: `${token}:${right}` })).json().code).toBe(
      "captcha_wrong",
    )
  })

  it("is not worth anything at another business, nor changed, nor made up", async () => {
    const { question, token } = await asked()
    const later = String(token).replace(/\.(\d+)\./, (_: string, expires: string) => `.${Number(expires) + 60_000}.`)
    const elsewhere = await gate.inject({
      method: "POST",
      url: "/api/v1/second/orders",
      headers: { ...browser, "idempotency-key": "c-7", captcha: `${token}:${solved(question)}` },
      payload: {},
    })
    const statuses = await Promise.all(
      [`${later}:${solved(question)}`, "1.2.3.4:5", ":", "x", `9${token}:1`].map((captcha, index) =>
        buying({ ...browser, "idempotency-key": `c-8-${index}`, captcha }),
      ),
    )

    expect(elsewhere.json().code).toBe("captcha_wrong")
    expect(statuses.map((answer) => answer.json().code)).toEqual(statuses.map(() => "captcha_wrong"))
  })

  it("expires after a quarter of an hour", async () => {
    const { question, token } = await asked()
    counter.pass({ minutes: 15 })

    expect(
      (await buying({ ...browser, "idempotency-key": "c-9", captcha: `${token}:${solved(question)}` })).json().code,
    ).toBe("captcha_wrong")
  })
})

const english =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  )

/** As a person would. */
function solved(question: string): number {
  const numbers = (question.match(/[a-z]+/g) ?? []).map((word) => english.indexOf(word)).filter((number) => number >= 0)
  const [a = 0, b = 0] = numbers
  if (question.includes("plus")) return a + b
  if (question.includes("minus")) return a - b
  if (question.includes("after")) return a + 1
  return Math.max(...numbers)
}
