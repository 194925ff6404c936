import type { FastifyInstance, FastifyRequest } from "fastify"
import type { Endpoint } from "#kernel/contract.ts"
import { Refusal } from "#kernel/refusals.ts"
import { apiPrefix } from "./api.ts"
import { pathOf } from "./entry.ts"

type Known = { readonly method: string; readonly shape: RegExp }

/** Below /api nothing is a page: an unknown address is 404, a known one with another method 405 and says which it takes. */
export function registerUnknown(gate: FastifyInstance, endpoints: readonly Endpoint[]): void {
  const known = endpoints.map(({ method, path }) => ({ method, shape: shapeOf(path) }))
  const refuseUnknown = (request: FastifyRequest) => Promise.reject(unknown(known, request))
  gate.all("/api", refuseUnknown)
  gate.all("/api/*", refuseUnknown)
  gate.setNotFoundHandler(refuseUnknown)
}

function shapeOf(path: string): RegExp {
  const prefix = apiPrefix.replace(":business", "[^/]+")
  return new RegExp(`^${prefix}${path.replace(/\{\w+\}/g, "[^/]+")}$`)
}

function unknown(known: readonly Known[], request: FastifyRequest): Refusal {
  const path = pathOf(request)
  const methods = known.filter(({ shape }) => shape.test(path)).map(({ method }) => method)
  if (methods.length === 0) return new Refusal("not_found", 404, {})
  const allow = [...new Set(methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])))]
  return new Refusal("method_not_allowed", 405, { allow: allow.join(", ") })
}
