import type { FastifyRequest } from "fastify"
import type { Business } from "#kernel/actor.ts"
import type { Kernel } from "#kernel/command.ts"
import { refuse } from "#kernel/refusals.ts"
import { findBusiness } from "#modules/businesses/index.ts"
import { entryOf } from "./entry.ts"

const slugShape = /^[a-z0-9]+(-[a-z0-9]+)*$/
const hostShape = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/

type Named = Pick<FastifyRequest, "hostname">

/** Whether the request names the host of the whole counter. */
export function isPublicHost({ publicUrl }: { readonly publicUrl: string }, { hostname }: Named): boolean {
  return hostname.toLowerCase() === new URL(publicUrl).hostname
}

/** Whose own host the request names; null on the host of the whole counter. */
export async function businessOfHost(kernel: Kernel, request: Named): Promise<Business | null> {
  const host = request.hostname.toLowerCase()
  if (isPublicHost(kernel, request) || !hostShape.test(host) || /^[\d.]+$/.test(host)) return null
  return findBusiness(kernel, { host })
}

/** The business that a slug names; on a business's own host no other is served. Refuses `business_not_found`. */
export async function businessNamed(kernel: Kernel, slug: string, request: FastifyRequest): Promise<Business> {
  const { ownBusiness } = entryOf(request)
  if (ownBusiness !== null) return ownBusiness.slug === slug ? ownBusiness : refuse("business_not_found")
  const business = slugShape.test(slug) && slug.length <= 60 ? await findBusiness(kernel, { slug }) : null
  return business ?? refuse("business_not_found")
}
