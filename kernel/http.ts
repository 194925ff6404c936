import { lookup as resolve } from "node:dns"
import { request as requestHttp } from "node:http"
import { request as requestHttps } from "node:https"
import { BlockList, isIP, type LookupFunction } from "node:net"

export type HttpRequest = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE"
  readonly url: string
  readonly form?: { readonly [name: string]: string }
  readonly json?: unknown
  readonly headers?: { readonly [name: string]: string }
  /** Of the whole exchange, answer read to its end. */
  readonly timeoutMs: number
  /** Ends it earlier. */
  readonly signal?: AbortSignal
}
export type HttpAnswer = {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly text: string
}

/** Nothing of a request left us: no name, no connection, no secure channel. It may be made again. */
export class Unsent extends Error {
  override readonly name = "Unsent"
  override readonly cause: Error
  constructor(cause: Error) {
    super(cause.message)
    this.cause = cause
  }
}

/** The only way out over HTTP. Throws when there is no whole answer: unless it is `Unsent`, the outcome is then unknown. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>

const longestAnswer = 1_048_576
const inner = new BlockList()
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  inner.addSubnet(net, bits, "ipv4")
for (const [net, bits] of [
  // IPv4 inside IPv6: translated or tunnelled, it may end on this network.
  ["::", 96],
  ["64:ff9b::", 96],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  inner.addSubnet(net, bits, "ipv6")

/** Addresses that belong to this machine or its network (also as IPv4 inside IPv6). */
export function isInner(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return inner.check(mapped[1], "ipv4")
  return inner.check(address, isIP(address) === 6 ? "ipv6" : "ipv4")
}

/** Resolves and refuses in one step, so that a name cannot point elsewhere between check and use. */
const outerOnly: LookupFunction = (host, options, done) => {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, "", 4)
    const [first] = addresses
    if (first === undefined || addresses.some(({ address }) => isInner(address))) {
      return done(new Error(`${host} is not an outside address`), "", 4)
    }
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family)
  })
}

function bodyOf({ form, json }: HttpRequest): { type: string; body: string } | null {
  if (form !== undefined)
    return { type: "application/x-www-form-urlencoded", body: new URLSearchParams(form).toString() }
  if (json !== undefined) return { type: "application/json", body: JSON.stringify(json) }
  return null
}

/** `trustedOrigins` are named in the configuration (simulators, a gateway on the same network); all else must be https and outside. */
export function openHttp({ trustedOrigins }: { trustedOrigins: readonly string[] }): Http {
  return (request) => {
    const url = new URL(request.url)
    const isTrusted = trustedOrigins.includes(url.origin)
    const host = url.hostname.replace(/^\[|\]$/g, "")
    if (!isTrusted && (url.protocol !== "https:" || (isIP(host) !== 0 && isInner(host)))) {
      return Promise.reject(new Unsent(new Error(`${url.origin} is not an outside https address`)))
    }
    return exchanged(url, request, isTrusted ? undefined : outerOnly)
  }
}

function exchanged(url: URL, request: HttpRequest, lookup: LookupFunction | undefined): Promise<HttpAnswer> {
  const body = bodyOf(request)
  const headers = {
    "user-agent": "Guichet",
    ...(body === null ? {} : { "content-type": body.type, "content-length": String(Buffer.byteLength(body.body)) }),
    ...request.headers,
  }
  const send = url.protocol === "https:" ? requestHttps : requestHttp
  return new Promise((answer, fail) => {
    const timeout = AbortSignal.timeout(request.timeoutMs)
    const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal])
    const sent = send(
      url,
      { method: request.method, headers, signal, ...(lookup === undefined ? {} : { lookup }) },
      (response) => {
        const parts: Buffer[] = []
        let length = 0
        response.on("data", (part: Buffer) => {
          length += part.length
          if (length > longestAnswer)
            response.destroy(new Error(`${url.origin} answered more than ${longestAnswer} bytes`))
          else parts.push(part)
        })
        response.on("error", fail)
        response.on("end", () => {
          const flat = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
          answer({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(flat),
            text: Buffer.concat(parts).toString("utf8"),
          })
        })
      },
    )
    let hasLine = false
    sent.on("socket", (socket) => {
      hasLine = !socket.connecting
      if (hasLine) return
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => {
        hasLine = true
      })
    })
    sent.on("error", (error) => fail(hasLine ? error : new Unsent(error)))
    sent.end(body?.body)
  })
}
