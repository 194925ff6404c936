import { request as ask, type IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import type { FastifyInstance } from "fastify"
import type { App } from "../boot.ts"

/** What `next dev` serves beside the pages: its tools, and the socket that tells a page of a change. */
export function isTool(path: string): boolean {
  return /^\/(_next|__nextjs_[a-z-]+)(\/|$)/.test(path) && !/\\|\/(\.|%2e){1,2}(\/|$)/i.test(path)
}

/** While somebody works on the pages, their sockets reach web too. A counter that serves opens none. */
export function passSockets(gate: FastifyInstance, { config }: Pick<App, "config">): void {
  const open = new Set<Duplex>()
  gate.server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
    open.add(socket)
    socket.on("close", () => open.delete(socket))
    socket.on("error", () => socket.destroy())
    if (isOwn(request) && isTool(request.url?.split("?", 1)[0] ?? "")) join(request, socket, new URL(config.webUrl))
    else socket.destroy()
  })
  gate.addHook("preClose", async () => {
    for (const socket of open) socket.destroy()
  })
}

/** A page of ours asks, and no other site's. */
function isOwn({ headers }: IncomingMessage): boolean {
  return URL.parse(headers.origin ?? "")?.host === headers.host
}

function join({ url, headers }: IncomingMessage, socket: Duplex, web: URL): void {
  const asking = ask({
    host: web.hostname,
    port: web.port,
    path: url,
    headers: { ...headers, host: web.host, origin: web.origin },
  })
  asking.on("upgrade", ({ rawHeaders }, upstream, begun) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines(rawHeaders)}\r\n`)
    socket.write(begun)
    // Servers leave their half of a connection open; one that ends is over for both.
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      one.on("end", () => one.end())
      one.on("error", () => one.destroy())
      one.on("close", () => other.destroy())
      one.pipe(other)
    }
  })
  asking.on("response", () => socket.destroy())
  asking.on("error", () => socket.destroy())
  asking.end()
}

function lines(raw: readonly string[]): string {
  return raw.map((part, index) => (index % 2 === 0 ? `${part}: ` : `${part}\r\n`)).join("")
}
