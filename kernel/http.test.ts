import { createServer } from "node:http"
import { createServer as createLine, type Server, type Socket } from "node:net"
import { describe, expect, it } from "vitest"
import { isInner, openHttp, Unsent } from "./http.ts"

describe("an address", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "::",
    "::1",
    "::127.0.0.1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:7f00:1",
    "fd00::1",
    "fe80::1",
    "ff02::1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
  ])("like %s is inside", (address) => {
    expect(isInner(address)).toBe(true)
  })

  it.each(["1.1.1.1", "172.32.0.1", "100.128.0.1", "::ffff:1.1.1.1", "2001:4860:4860::8888", "2a00:1450:4007::200e"])(
    "like %s is outside",
    (address) => {
      expect(isInner(address)).toBe(false)
    },
  )
})

describe("a request to the outside world", () => {
  const http = openHttp({ trustedOrigins: [] })

  it.each([
    "http://example.org/",
    "https://127.0.0.1/",
    "https://[::7f00:1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[2002:7f00:1::]/",
    "https://localhost/",
  ])("never leaves for %s", async (url) => {
    await expect(http({ method: "GET", url, timeoutMs: 2_000 })).rejects.toThrow(/is not an outside/)
  })

  it("ends when its caller gives up, however long it may take", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1")
    await new Promise((listening) => silent.once("listening", listening))
    const bound = silent.address()
    const origin = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}`
    const givingUp = new AbortController()
    const trusting = openHttp({ trustedOrigins: [origin] })
    const asked = trusting({ method: "GET", url: `${origin}/`, timeoutMs: 60_000, signal: givingUp.signal })
    silent.once("request", () => givingUp.abort())

    await expect(asked).rejects.toThrow("aborted")
    silent.close()
    silent.closeAllConnections()
  })
})

describe("a request without an answer", () => {
  const asked = (port: number, scheme = "http") => {
    const origin = `${scheme}://127.0.0.1:${port}`
    const http = openHttp({ trustedOrigins: [origin] })
    return http({ method: "POST", url: origin, form: { a: "1" }, timeoutMs: 500 }).catch((error: unknown) => error)
  }
  const listening = async (met: (socket: Socket) => void) => {
    const server = createLine(met)
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
    return { server, port: portOf(server) }
  }
  const portOf = (server: Server) => {
    const address = server.address()
    return address === null || typeof address === "string" ? 0 : address.port
  }

  it("was not sent when nobody listens", async () => {
    const { server, port } = await listening(() => undefined)
    await new Promise((closed) => server.close(closed))

    expect(await asked(port)).toBeInstanceOf(Unsent)
  })

  it("was not sent when the name is unknown", async () => {
    const http = openHttp({ trustedOrigins: ["http://nowhere.invalid"] })

    await expect(http({ method: "GET", url: "http://nowhere.invalid/", timeoutMs: 2_000 })).rejects.toBeInstanceOf(
      Unsent,
    )
  })

  it("was not sent when no secure channel came about", async () => {
    const { server, port } = await listening((socket) => socket.end("no TLS here"))

    expect(await asked(port, "https")).toBeInstanceOf(Unsent)
    server.close()
  })

  it.each([
    ["hung up", (socket: Socket) => socket.once("data", () => socket.destroy())],
    ["was reset", (socket: Socket) => socket.once("data", () => socket.resetAndDestroy())],
    ["said nothing", (socket: Socket) => setTimeout(() => socket.destroy(), 1_000)],
  ])("may have been heard by somebody who %s", async (_, met) => {
    const { server, port } = await listening(met)

    const error = await asked(port)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(Unsent)
    server.close()
  })
})
