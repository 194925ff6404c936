import Fastify from "fastify"
import { afterAll, describe, expect, it } from "vitest"
import { takeBytes, uploadOf } from "./uploads.ts"

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
