import type { Socket } from "node:net"
import { newId } from "#kernel/ids.ts"
import type { App } from "../boot.ts"
import { refusalOf } from "./errors.ts"
import { contentPolicy, securityHeaders } from "./headers.ts"
import { problemOf } from "./problem.ts"

/** What Node's parser could not read as HTTP, or did not arrive in time: answered by hand, then hung up. */
export function answerRaw(app: App, error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy()
    return
  }
  const problem = problemOf(refusalOf("request_malformed"), {
    speech: app.speech,
    language: "fr",
    requestId: newId(),
    publicUrl: app.config.publicUrl,
  })
  const [status, reason] = statuses.get(error.code ?? "") ?? [400, "Bad Request"]
  const body = JSON.stringify({ ...problem, status })
  const headers = {
    ...securityHeaders(contentPolicy(newId()), false),
    "content-type": "application/problem+json; charset=utf-8",
    "content-length": String(Buffer.byteLength(body)),
    "cache-control": "no-store",
    connection: "close",
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${status} ${reason}`, ...lines, "", body].join("\r\n"))
}

const statuses = new Map<string, [number, string]>([
  ["ERR_HTTP_REQUEST_TIMEOUT", [408, "Request Timeout"]],
  ["HPE_HEADER_OVERFLOW", [431, "Request Header Fields Too Large"]],
])
