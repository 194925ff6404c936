import type { FastifyInstance, FastifyRequest } from "fastify"
import type { Delivery } from "#kernel/contract.ts"
import type { Route } from "#kernel/routes.ts"
import { one } from "./entry.ts"

/** Endpoints that prove a sender's signature get the bytes as they came, whatever they call themselves. */
export function takeDeliveries(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body))
}

export function deliveryOf({ url, headers, body }: FastifyRequest, publicUrl: string): Delivery {
  return {
    url: `${publicUrl}${url}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, one(value)])),
    body: Buffer.isBuffer(body) ? body : new Uint8Array(),
  }
}

/** The listed exemptions from the check of origins: what proves its sender by a signature cannot be another site's doing. */
export function exemptUrls(routes: readonly Route[], patternOf: (endpoint: Route["endpoint"]) => string): Set<string> {
  return new Set(
    routes.filter(({ endpoint }) => endpoint.takes === "delivery").map(({ endpoint }) => patternOf(endpoint)),
  )
}
