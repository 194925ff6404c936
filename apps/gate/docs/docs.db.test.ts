import { afterAll, describe, expect, it } from "vitest"
import { allRefusals } from "#kernel/refusals.ts"
import { createGate } from "../gate.ts"
import { liveEndpoints } from "../live/routes.ts"
import { openCounter } from "../testing/counter.ts"

const counter = await openCounter()
const gate = await createGate(counter.app)
afterAll(() => gate.close())

type Operation = {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly responses: {
    readonly [status: string]: { readonly description: string; readonly content?: Record<string, unknown> }
  }
}
const document = (await gate.inject("/api/openapi.json")).json()
const operations = new Map<string, Operation>()
for (const [path, methods] of Object.entries<Record<string, Operation>>(document.paths))
  for (const [method, operation] of Object.entries(methods))
    operations.set(`${method.toUpperCase()} ${path}`, operation)

describe("the OpenAPI document", () => {
  it("lists every endpoint of every contract, once", () => {
    const endpoints = [...counter.app.routes.map(({ endpoint }) => endpoint), ...Object.values(liveEndpoints)]

    expect(document.openapi).toBe("3.1.0")
    expect([...operations.keys()].sort()).toEqual(
      endpoints.map(({ method, path }) => `${method} /api/v1/{business}${path}`).sort(),
    )
    const ids = [...operations.values()].map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it("declares every parameter of every path", () => {
    for (const [name, { parameters }] of operations) {
      const named = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
      expect(
        parameters
          .filter((parameter) => parameter.in === "path")
          .map((parameter) => parameter.name)
          .sort(),
        name,
      ).toEqual(named.sort())
    }
  })

  it("says which problems each endpoint can give", () => {
    const placing = operations.get("POST /api/v1/{business}/orders")

    expect(Object.keys(placing?.responses ?? {})).toEqual([
      "201",
      "400",
      "403",
      "404",
      "409",
      "413",
      "415",
      "422",
      "429",
      "500",
      "503",
    ])
    expect(placing?.responses["409"]?.description).toContain("stock_short")
    expect(Object.keys(placing?.responses["409"]?.content ?? {})).toEqual(["application/problem+json"])
    expect(operations.get("GET /api/v1/{business}/desk/orders")?.responses["401"]?.description).toBe("sign_in_needed")
  })

  it("asks for the key where the gate does", () => {
    const keyed = [...operations].filter(([, { parameters }]) =>
      parameters.some(({ name }) => name === "Idempotency-Key"),
    )
    const idempotent = counter.app.routes.filter(({ endpoint }) => endpoint.idempotent)

    expect(keyed).toHaveLength(idempotent.length)
    expect(keyed.map(([name]) => name)).toContain("POST /api/v1/{business}/orders")
  })

  it("names media of files and streams", () => {
    const streamed = operations.get("GET /api/v1/{business}/desk/events")?.responses["200"]

    expect(Object.keys(streamed?.content ?? {})).toEqual(["text/event-stream"])
  })
})

describe("the documentation for people", () => {
  it("runs its own scripts under the nonce of its page", async () => {
    const page = await gate.inject("/api/docs/")
    const nonce = /nonce-([^']+)/.exec(String(page.headers["content-security-policy"]))?.[1]
    const scripts = page.body.match(/<script[^>]*>/g) ?? []

    expect(page.statusCode).toBe(200)
    expect(scripts.length).toBeGreaterThan(2)
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
    expect((await gate.inject("/api/docs/static/swagger-ui-bundle.js")).statusCode).toBe(200)
  })

  it.each(["fr", "ar", "en"])("explains every refusal where problems point to, in %s", async (locale) => {
    const { body } = await gate.inject(`/api/docs/errors?locale=${locale}`)

    for (const { code } of allRefusals()) expect(body).toContain(`<dt id="${code}">`)
    expect(body).not.toContain("<dd></dd>")
  })
})
