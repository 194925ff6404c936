import type { FastifyInstance, FastifyRequest } from "fastify"
import { counterMark, type Mark, markSvg } from "#kernel/mark.ts"
import { findBusiness } from "#modules/businesses/index.ts"
import type { App } from "../boot.ts"
import { entryOf } from "./entry.ts"

/** What browsers and search engines ask of every server by name. */
const rootFiles = ["/robots.txt", "/favicon.ico"]

export function isOwnRootFile(path: string): boolean {
  return rootFiles.includes(path)
}

/** Shelves may be found; what belongs to one visitor, and the API, are nothing to search. */
const robots = `User-agent: *
Disallow: /api/
${["cart", "checkout", "orders", "appointments", "book/", "desk"].map((page) => `Disallow: /${page}\nDisallow: /*/${page}`).join("\n")}
`

export function registerRootFiles(gate: FastifyInstance, app: App): void {
  gate.get("/robots.txt", (_, reply) =>
    reply.type("text/plain; charset=utf-8").header("cache-control", "public, max-age=3600").send(robots),
  )
  gate.get("/favicon.ico", async (request, reply) => {
    const mark = await markOf(app, request)
    return reply.type("image/svg+xml").header("cache-control", "public, max-age=86400").send(markSvg(mark))
  })
}

/** On its own host a business shows its own mark. */
async function markOf({ kernel }: App, request: FastifyRequest): Promise<Mark> {
  const { ownBusiness } = entryOf(request)
  const found = ownBusiness === null ? null : await findBusiness(kernel, { slug: ownBusiness.slug })
  if (found === null) return counterMark

  const { mark, accent } = found.profile
  return { letters: mark, ...accent.light }
}
