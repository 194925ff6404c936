import { createServer } from "node:http"
import { type AddressInfo, connect } from "node:net"
import { afterAll, describe, expect, it } from "vitest"
import { createGate } from "./gate.ts"
import { openCounter } from "./testing/counter.ts"
import { isTool } from "./workshop.ts"

const web = createServer((_, response) => response.setHeader("content-type", "text/html").end("<!doctype html>page"))
web.on("upgrade", (request, socket) => {
  socket.write("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n")
  socket.write(`${request.url} of ${request.headers.origin}`)
  socket.on("data", (said) => socket.write(said))
  socket.on("error", () => undefined)
})
await new Promise<void>((done) => web.listen(0, "127.0.0.1", done))
const webUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
const counter = await openCounter({ GUICHET_WEB_URL: webUrl })
const serving = await createGate(counter.app)
const working = await createGate(await counter.another({ GUICHET_WEB_URL: webUrl, GUICHET_DEV: "true" }))
const gates = [serving, working]
await Promise.all(gates.map((gate) => gate.listen({ port: 0, host: "127.0.0.1" })))
afterAll(async () => {
  await Promise.all(gates.map((gate) => gate.close()))
  web.closeAllConnections()
  web.close()
})

/** What comes back over the wire before the connection ends or falls silent. */
function wired(gate: typeof working, { path = "/_next/hmr?id=1", origin = "http://counter.example" } = {}) {
  const { port } = gate.server.address() as AddressInfo
  return new Promise<string>((done) => {
    let heard = ""
    const socket = connect(port, "127.0.0.1", () => {
      const lines = [`GET ${path} HTTP/1.1`, "host: counter.example", `origin: ${origin}`, "connection: upgrade"]
      socket.write(`${[...lines, "upgrade: websocket"].join("\r\n")}\r\n\r\n`)
      setTimeout(() => socket.write("echo"), 200)
    })
    socket.on("data", (part) => {
      heard += part
      if (heard.includes("echo")) socket.end()
    })
    socket.on("error", () => undefined)
    socket.on("close", () => done(heard))
  })
}

describe("a counter that somebody works on", () => {
  it("joins the socket of a page with web's, under web's own name", async () => {
    const heard = await wired(working)

    expect(heard).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/)
    expect(heard).toContain(`/_next/hmr?id=1 of ${webUrl}`)
    expect(heard).toContain("echo")
  })
  it("joins none of another site's pages, nor at another address", async () => {
    expect(await wired(working, { origin: "http://evil.example" })).toBe("")
    expect(await wired(working, { path: "/first/desk" })).toBe("")
  })
  it("lets the tools style and evaluate, and asks web for their files", async () => {
    const answer = await working.inject("/__nextjs_source-map/x")

    expect(answer.body).toContain("page")
    expect(String(answer.headers["content-security-policy"])).toContain("'unsafe-eval'")
  })
})

describe("a counter that serves", () => {
  it("opens no socket, evaluates nothing and knows no tools", async () => {
    const answer = await serving.inject("/__nextjs_source-map/x")

    expect(await wired(serving)).not.toContain("101")
    expect(answer.statusCode).toBe(404)
    expect(String(answer.headers["content-security-policy"])).not.toMatch(/unsafe-(eval|inline)'.*;.*style-src-attr/)
  })
})

describe("the files of the tools", () => {
  it("stay below their own folders", () => {
    expect(["/_next/hmr", "/__nextjs_original-stack-frames", "/_next/mcp"].map(isTool)).toEqual([true, true, true])
    expect(["/_nextish", "/first/_next/hmr", "/_next/../first", "/_next/%2e%2e/first"].map(isTool)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})
