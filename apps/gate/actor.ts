import type { FastifyReply, FastifyRequest } from "fastify"
import type { Actor, Business } from "#kernel/actor.ts"
import type { Kernel, SessionSlot } from "#kernel/command.ts"
import type { Endpoint } from "#kernel/contract.ts"
import { refuse } from "#kernel/refusals.ts"
import { openSession } from "#modules/accounts/index.ts"
import { openLink } from "#modules/dossiers/index.ts"
import { visitorOf } from "./cookies.ts"
import { entryOf, paramsOf } from "./entry.ts"

type Asking = {
  readonly kernel: Kernel
  readonly business: Business
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly session: SessionSlot
}

/** Who asks, and which session a page that stays open has to watch. */
export type Asker = { readonly actor: Actor; readonly familyId: string | null }

/** Who asks: the holder of a link, a member with a session, or anybody. Refuses what the endpoint is not open to. */
export async function askerAt(opens: Endpoint["opens"], asking: Asking): Promise<Asker> {
  if (opens === "link") return { actor: await guestOf(asking), familyId: null }
  const member = await memberOf(asking)
  if (member !== null) return member
  if (opens === "session") return refuse("sign_in_needed")
  return {
    actor: { scope: "public", visitor: visitorOf(asking.request, asking.reply, asking.business) },
    familyId: null,
  }
}

/** The member whose session cookie this is; the cookie moves on when its token does. */
export async function memberOf({ kernel, business, request, session }: Asking): Promise<Asker | null> {
  if (session.held === null) return null
  const mayRotate = !entryOf(request).isInternal
  const opened = await openSession(kernel, { business, token: session.held, mayRotate })
  if (opened === null) return null

  if (opened.nextToken !== null) session.keep(opened.nextToken)
  return opened
}

async function guestOf({ kernel, business, request }: Asking): Promise<Actor> {
  const { token = "" } = paramsOf(request)
  const dossierId = await openLink(kernel, { businessId: business.id, token })
  return dossierId === null ? refuse("not_found") : { scope: "guest", dossierId }
}
