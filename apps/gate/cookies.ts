import { randomBytes } from "node:crypto"
import type { FastifyReply, FastifyRequest } from "fastify"
import type { Business } from "#kernel/actor.ts"
import type { SessionSlot } from "#kernel/command.ts"
import { sessionLimits } from "#modules/accounts/index.ts"
import { entryOf } from "./entry.ts"

const sessionSeconds = sessionLimits.absoluteHours * 3_600
const visitorSeconds = 400 * 24 * 3_600
const visitorShape = /^[A-Za-z0-9_-]{22}$/

const names = {
  session: ({ slug }: Business) => `__Host-${slug}-session`,
  visitor: ({ slug }: Business) => `__Host-${slug}-visitor`,
}

function cookie(request: FastifyRequest, name: string): string | null {
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = pair.split("=", 2)
    if (key?.trim() === name) return value?.trim() ?? null
  }
  return null
}

function set(reply: FastifyReply, name: string, { value, seconds }: { value: string; seconds: number }): void {
  const others = [reply.getHeader("set-cookie") ?? []].flat().map(String)
  const kept = others.filter((line) => !line.startsWith(`${name}=`))
  const line = `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Lax`
  reply.removeHeader("set-cookie")
  reply.header("set-cookie", [...kept, line])
}

/** The member's token where the browser keeps it: HttpOnly, for this host and this business alone. */
export function sessionSlot(request: FastifyRequest, reply: FastifyReply, business: Business): SessionSlot {
  const name = names.session(business)
  return {
    held: cookie(request, name),
    keep: (token) => set(reply, name, { value: token, seconds: sessionSeconds }),
    drop: () => set(reply, name, { value: "", seconds: 0 }),
  }
}

/**
 * What tells anonymous visitors apart: a random cookie for browsers, set when absent; the address for programs,
 * which keep none.
 */
export function visitorOf(request: FastifyRequest, reply: FastifyReply, business: Business): string {
  const known = cookie(request, names.visitor(business))
  if (known !== null && visitorShape.test(known)) return known
  if (!isBrowser(request)) return `address:${entryOf(request).network}`

  const fresh = randomBytes(16).toString("base64url")
  set(reply, names.visitor(business), { value: fresh, seconds: visitorSeconds })
  return fresh
}

/** The cookies of a page's request as web should see them: with the visitor that this very answer introduces. */
export function cookiesWithVisitor(request: FastifyRequest, business: Business, visitor: string): string {
  const name = names.visitor(business)
  const others = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim())
  const kept = others.filter((pair) => pair !== "" && !pair.startsWith(`${name}=`))
  return visitorShape.test(visitor) ? [...kept, `${name}=${visitor}`].join("; ") : kept.join("; ")
}

/** Web calls for a browser, too: what it brings back in `set-cookie` reaches the browser. */
function isBrowser(request: FastifyRequest): boolean {
  return request.headers["sec-fetch-site"] !== undefined || entryOf(request).isInternal
}
