import { describe, expect, it } from "vitest"
import { createGate } from "./gate.ts"
import { openCounter } from "./testing/counter.ts"

const counter = await openCounter()
const shades = { accent: "#aa3311", ink: "#fffffe", soft: "#ffeeee" }
const profile = JSON.stringify({ mark: "M<", accent: { light: shades, dark: shades } })
await counter.asOwner("update guichet.businesses set profile = $1 where slug = 'first'", [profile])
const gate = await createGate(counter.app)

describe("the picture of the counter in a browser's tab", () => {
  it("is the mark of a business on its own host", async () => {
    const answer = await gate.inject({ url: "/favicon.ico", headers: { host: "first.example" } })

    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      "content-type": "image/svg+xml",
      "cache-control": "public, max-age=86400",
      "x-content-type-options": "nosniff",
    })
    expect(answer.body).toContain('fill="#aa3311"')
    expect(answer.body).toContain(">M&#60;</text>")
  })
  it("is the counter's own elsewhere", async () => {
    const answer = await gate.inject("/favicon.ico")

    expect(answer.body).toContain(">G</text>")
  })
})

describe("what search engines are told", () => {
  it("keeps them out of what belongs to one visitor, and in the shop", async () => {
    const { body, headers, statusCode } = await gate.inject("/robots.txt")
    const closed = [...body.matchAll(/^Disallow: (\S+)$/gm)].map(([, path = ""]) => path.replaceAll("*", "[^/]+"))
    const isClosed = (path: string) => closed.some((one) => new RegExp(`^${one}`).test(path))

    expect(statusCode).toBe(200)
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8")
    expect(
      [
        ...["/first/orders/abc", "/first/cart", "/cart", "/desk/orders", "/api/v1/first/products"],
        ...["/first/appointments/abc", "/appointments/abc", "/book/abc", "/first/book/slots"],
      ].filter(isClosed),
    ).toHaveLength(9)
    expect(
      ["/", "/first", "/first/book", "/first/products/joint", "/first/legal/terms", "/products"].filter(isClosed),
    ).toEqual([])
  })
  it("is no page, and nothing else beside the businesses is a file", async () => {
    expect((await gate.inject("/robots.php")).statusCode).toBe(404)
    expect((await gate.inject({ method: "POST", url: "/robots.txt" })).statusCode).toBe(404)
  })
})
