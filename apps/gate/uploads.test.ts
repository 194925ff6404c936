import Fastify from "fastify"
import { afterAll, describe, expect, it } from "vitest"
import { newEntry } from "./entry.ts"
import { bodyLimitBytes, openUploads, takeBytes, uploadOf } from "./uploads.ts"

const server = Fastify()
takeBytes(server)
server.post("/", async ({ body }) => {
  const bytes = await uploadOf(body).read(1_000)
  return { length: bytes === null ? null : bytes.byteLength }
})
afterAll(() => server.close())

const sent = (type: string, length: number) =>
  server.inject({ method: "POST", url: "/", headers: { "content-type": type }, payload: Buffer.alloc(length, 1) })

describe("an upload", () => {
  it.each(["image/jpeg", "image/heic", "application/octet-stream"])("is read as it comes: %s", async (type) => {
    expect((await sent(type, 1_000)).json()).toEqual({ length: 1_000 })
  })

  it("is left when there is more than may be", async () => {
    expect((await sent("image/jpeg", 1_001)).json()).toEqual({ length: null })
  })

  it("may be nothing", async () => {
    const answer = await server.inject({ method: "POST", url: "/" })

    expect(answer.json()).toEqual({ length: 0 })
  })

  it.each(["application/json", "text/plain", "multipart/form-data"])("is no %s", async (type) => {
    expect((await sent(type, 10)).statusCode).toBe(415)
  })
})

describe("large bodies on their way", () => {
  const internalToken = "t".repeat(32)

  async function counted(atMost: { all: number; network: number }) {
    const gate = Fastify()
    takeBytes(gate)
    const enter = openUploads(atMost)
    const { promise: end, resolve: finish } = Promise.withResolvers<void>()
    gate.addHook("preParsing", async (request, reply) => {
      newEntry(request, { internalToken })
      enter(request, reply)
    })
    gate.post("/", async ({ body }) => {
      await uploadOf(body).read(bodyLimitBytes * 2)
      await end
      return {}
    })
    const send = (more: { remoteAddress?: string; headers?: Record<string, string>; length?: number } = {}) =>
      gate.inject({
        method: "POST",
        url: "/",
        remoteAddress: more.remoteAddress ?? "192.0.2.1",
        headers: { "content-type": "image/jpeg", ...more.headers },
        payload: Buffer.alloc(more.length ?? bodyLimitBytes + 1),
      })
    return { send, finish }
  }
  const codeOf = async (answer: ReturnType<Awaited<ReturnType<typeof counted>>["send"]>) => (await answer).statusCode

  it("are few of one address and few of all", async () => {
    const { send, finish } = await counted({ all: 4, network: 2 })
    const first = [send(), send(), send({ remoteAddress: "198.51.100.1" })]
    await new Promise((next) => setTimeout(next, 50))

    expect(await codeOf(send())).toBe(429)
    const last = send({ remoteAddress: "198.51.100.1" })
    await new Promise((next) => setTimeout(next, 50))
    expect(await codeOf(send({ remoteAddress: "203.0.113.1" }))).toBe(503)
    finish()
    expect(await codeOf(last)).toBe(200)
    expect(await Promise.all(first.map(codeOf))).toEqual([200, 200, 200])
    expect(await codeOf(send())).toBe(200)
  })

  it("count neither what is small nor what web sends on", async () => {
    const { send, finish } = await counted({ all: 1, network: 1 })
    const first = send()
    await new Promise((next) => setTimeout(next, 50))
    const others = [send({ length: 1_000 }), send({ headers: { "x-guichet-internal": internalToken } })]
    expect(await codeOf(send())).toBe(503)
    finish()

    expect(await Promise.all([first, ...others].map(codeOf))).toEqual([200, 200, 200])
  })
})
