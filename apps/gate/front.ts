import type { FastifyInstance } from "fastify"
import { listBusinesses } from "#modules/businesses/index.ts"
import type { App } from "../boot.ts"

/** `GET /api/businesses`: whom the counter serves, for its front page. */
export function registerFront(gate: FastifyInstance, { kernel }: App): void {
  gate.get("/api/businesses", async (_, reply) => {
    const items = await listBusinesses(kernel)
    return reply.type("application/json; charset=utf-8").send(JSON.stringify({ items }))
  })
}
