import { describe, expect, it } from "vitest"
import { idOf } from "#kernel/ids.ts"
import { hashOf } from "#kernel/secrets.ts"
import { apiPrefix } from "./api.ts"
import { createGate } from "./gate.ts"
import { liveEndpoints } from "./live/routes.ts"
import { firstId, openCounter, password } from "./testing/counter.ts"

const counter = await openCounter()
const gate = await createGate(counter.app)
const endpoints = [...counter.app.routes.map(({ endpoint }) => endpoint), ...Object.values(liveEndpoints)]

const link = "0123456789abcdefghjkmnpqrs"
const dossierId = idOf("dossier")
await counter.asOwner(
  `insert into guichet.customers (business_id, id, name, phone, locale, created_at)
   values ($1, $2, 'A', '+213550000000', 'fr', now())`,
  [firstId, dossierId],
)
await counter.asOwner(
  `insert into guichet.dossiers
     (business_id, id, kind, number, customer_id, locale, link_key_version, link_hash, opened_at)
   values ($1, $2, 'order', 'CMD-1', $2, 'fr', 1, $3, now())`,
  [firstId, dossierId, hashOf(link)],
)
const signedIn = await gate.inject({
  method: "POST",
  url: "/api/v1/first/session",
  payload: { email: "admin@first.example", password },
})
const staff = { cookie: `__Host-first-session=${signedIn.cookies[0]?.value}`, "sec-fetch-site": "same-origin" }

type Asked = { readonly method: (typeof endpoints)[number]["method"]; readonly url: string }

/** Each endpoint once per name in its path and query: that one holds a zero, the others something that may pass. */
const asked = endpoints.flatMap(({ method, path, query }): Asked[] => {
  const sound = (name: string) => (name === "token" ? link : name === "kind" ? "terms" : "16")
  const filled = (zero: string | null) =>
    apiPrefix.replace(":business", "first") +
    path.replace(/\{(\w+)\}/g, (_, name: string) => (name === zero ? "%00" : sound(name)))
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({ method, url: filled(name) }))
  const queried = Object.keys(query?.shape ?? {}).map((name) => ({ method, url: `${filled(null)}?${name}=%00` }))
  return [...named, ...queried]
})

describe("a zero in an address", () => {
  it("is looked for in all of them", () => {
    const urls = asked.map(({ url }) => url)

    expect(urls).toContain("/api/v1/first/products?q=%00")
    expect(urls).toContain("/api/v1/first/payments/satim/return?orderId=%00")
    expect(urls.length).toBeGreaterThan(30)
  })

  it.each(asked)("is the visitor's mistake, never a fault of ours: $method $url", async ({ method, url }) => {
    const answer = await gate.inject({
      method,
      url,
      headers: { ...staff, "idempotency-key": "k" },
      ...(method === "GET" || method === "DELETE" ? {} : { payload: {} }),
    })

    expect(answer.statusCode, answer.body).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode, answer.body).toBeLessThan(500)
  })
})
