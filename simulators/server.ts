import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { setTimeout as sleep } from "node:timers/promises"

const maxBodyBytes = 1_000_000

export type Incoming = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** Values of the `:name` segments of the route that matched. */
  readonly params: Readonly<Record<string, string>>
  readonly headers: IncomingMessage["headers"]
  readonly body: Buffer
  readonly remoteAddress: string
}

/** `afterSent` runs once the answer has left, for what would otherwise cut it off. */
export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  readonly afterSent?: () => void
}

/** No answer at all: the connection is closed, or reset at the TCP level. */
export type Drop = { readonly drop: "close" | "reset" }

export type Answer = Reply | Drop

export type Route = {
  readonly method: "GET" | "POST" | "DELETE"
  readonly path: string
  readonly answer: (incoming: Incoming) => Answer | Promise<Answer>
}

export type SimulatorServer = {
  readonly port: number
  /** Replaces the routes; until the first call every request is answered 503. */
  serve(routes: readonly Route[]): void
  /** Stops listening for a while, so that new connections are refused by the system. */
  refuseFor(milliseconds: number): void
  close(): Promise<void>
}

export function json(value: unknown, status = 200): Reply {
  return { status, headers: { "content-type": "application/json;charset=UTF-8" }, body: JSON.stringify(value) }
}

export function redirect(location: string, status: 302 | 303): Reply {
  return { status, headers: { location }, body: "" }
}

/** Rejects with the system's error (EADDRINUSE, EACCES) when the port cannot be had; port 0 takes a free one. */
export async function openServer({ host, port }: { host: string; port: number }): Promise<SimulatorServer> {
  let routes: readonly Route[] | null = null
  let reopening: NodeJS.Timeout | undefined
  const server = createServer((request, response) => {
    respond(routes, request, response).catch((error) => fail(response, error))
  })
  const boundPort = await listen(server, { host, port })

  return {
    port: boundPort,
    serve: (given) => {
      routes = given
    },
    refuseFor: (milliseconds) => {
      server.close()
      server.closeAllConnections()
      clearTimeout(reopening)
      reopening = setTimeout(() => server.listen(boundPort, host), milliseconds)
    },
    close: async () => {
      clearTimeout(reopening)
      server.close()
      server.closeAllConnections()
      while (server.listening) await sleep(5)
    },
  }
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      const address = server.address()
      resolve(address !== null && typeof address === "object" ? address.port : port)
    })
  })
}

async function respond(
  routes: readonly Route[] | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://simulators.invalid")
  const body = await bodyOf(request)
  if (routes === null) return send(response, json({ error: "starting" }, 503))
  if (body === null) return send(response, json({ error: "body_too_large", maxBodyBytes }, 413))

  const found = match(routes, request.method ?? "GET", url.pathname)
  if (!found) return send(response, json({ error: "no_such_page", path: url.pathname }, 404))

  const answer = await found.route.answer({
    method: request.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    params: found.params,
    headers: request.headers,
    body,
    remoteAddress: request.socket.remoteAddress ?? "",
  })
  send(response, answer)
}

function match(routes: readonly Route[], method: string, path: string) {
  const asked = method === "HEAD" ? "GET" : method
  for (const route of routes) {
    const params = route.method === asked ? paramsOf(route.path, path) : null
    if (params) return { route, params }
  }
  return null
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/")
  const given = path.split("/")
  if (wanted.length !== given.length) return null

  const params: Record<string, string> = {}
  for (const [i, segment] of wanted.entries()) {
    const value = given[i] ?? ""
    if (segment.startsWith(":")) params[segment.slice(1)] = value
    else if (segment !== value) return null
  }
  return params
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size <= maxBodyBytes) chunks.push(chunk)
  }
  return size <= maxBodyBytes ? Buffer.concat(chunks) : null
}

function send(response: ServerResponse, answer: Answer): void {
  if ("drop" in answer) {
    if (answer.drop === "reset") response.socket?.resetAndDestroy()
    else response.socket?.destroy()
    return
  }

  if (answer.afterSent) response.once("finish", answer.afterSent)
  response.writeHead(answer.status, {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...answer.headers,
    "content-length": Buffer.byteLength(answer.body),
  })
  response.end(answer.body)
}

function fail(response: ServerResponse, error: unknown): void {
  console.error(error)
  if (response.headersSent || response.destroyed) response.destroy()
  else send(response, json({ error: "simulator_fault" }, 500))
}
