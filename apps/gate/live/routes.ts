import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import * as z from "zod"
import { type Business, visitorKey } from "#kernel/actor.ts"
import type { Visit } from "#kernel/command.ts"
import type { Endpoint, Endpoints } from "#kernel/contract.ts"
import { lastSeq } from "#kernel/follow-events.ts"
import { parsed } from "#kernel/input.ts"
import { isLive } from "#modules/accounts/index.ts"
import { openLink } from "#modules/dossiers/index.ts"
import type { App } from "../../boot.ts"
import { type Asker, askerAt } from "../actor.ts"
import { patternOf } from "../api.ts"
import { businessNamed } from "../businesses.ts"
import { sessionSlot } from "../cookies.ts"
import { entryOf, one, paramsOf } from "../entry.ts"
import type { Limits } from "../limits.ts"
import { openCrowd } from "./crowd.ts"
import { openHub } from "./hub.ts"
import { stream } from "./stream.ts"

const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const query = z.strictObject({ after: seq.optional() })
const answer = z
  .string()
  .describe(
    "`id` is the number of the event, `data` is { seq, name, at, facts }; `event: reset` asks to load the page again",
  )
const token = z.strictObject({ token: z.string() })

/** Live pages: resumed by `Last-Event-ID` or `?after=`. */
export const liveEndpoints = {
  followOrder: {
    method: "GET",
    path: "/orders/track/{token}/events",
    summary: "What happens to one order, as it happens",
    opens: "link",
    params: token,
    query,
    answer,
    status: 200,
    media: "text/event-stream",
  },
  followAppointment: {
    method: "GET",
    path: "/appointments/{token}/events",
    summary: "What happens to one appointment, as it happens",
    opens: "link",
    params: token,
    query,
    answer,
    status: 200,
    media: "text/event-stream",
  },
  followDesk: {
    method: "GET",
    path: "/desk/events",
    summary: "What happens at the desk, as it happens",
    opens: "session",
    query,
    answer,
    status: 200,
    media: "text/event-stream",
  },
} as const satisfies Endpoints

type Serving = { readonly app: App; readonly limits: Limits; readonly heartbeatMs: number }

export function registerLive(gate: FastifyInstance, serving: Serving): void {
  const { app } = serving
  const hub = openHub({ kernel: app.kernel, databaseUrl: app.config.databaseUrl, log: app.log })
  const crowd = openCrowd()
  const open = new Set<FastifyReply>()
  gate.addHook("preClose", async () => {
    for (const reply of open) reply.raw.end()
    await hub.stop()
  })
  for (const endpoint of Object.values<Endpoint>(liveEndpoints)) {
    gate.route({
      method: "GET",
      url: patternOf(endpoint),
      exposeHeadRoute: false,
      onRequest: async (request) => {
        await serving.limits.take("default", entryOf(request).network)
      },
      handler: async (request, reply) => {
        const { visit, isStillOpen } = await admitted(serving, endpoint, { request, reply })
        const after = afterOf(request) ?? (await lastSeq(visit, {}))
        // Who has left meanwhile closes no more, and would keep the place for good.
        if (reply.raw.destroyed) return reply.hijack()
        const subject = visitorKey(visit.actor)
        // Colleagues share an office's address and are known one by one.
        const network = visit.actor.scope === "member" ? subject : entryOf(request).network
        const leave = crowd.enter({ network, subject })
        reply.raw.on("close", () => {
          leave()
          open.delete(reply)
        })
        open.add(reply)
        sendHead(reply)
        reply.hijack()
        stream(reply.raw, { visit, hub, log: app.log, after, isStillOpen, heartbeatMs: serving.heartbeatMs })
      },
    })
  }
}

type Call = { readonly request: FastifyRequest; readonly reply: FastifyReply }

async function admitted({ app }: Serving, endpoint: Endpoint, { request, reply }: Call) {
  const { kernel } = app
  const business = await businessNamed(kernel, paramsOf(request).business ?? "", request)
  const session = sessionSlot(request, reply, business)
  const asker = await askerAt(endpoint.opens, { kernel, business, request, reply, session })
  const visit: Visit = { kernel, business, actor: asker.actor }
  return { visit, isStillOpen: () => stillOpen(visit, asker, paramsOf(request).token ?? "") }
}

function stillOpen({ kernel, business }: Visit, { actor, familyId }: Asker, token: string): Promise<boolean> {
  if (actor.scope === "member" && familyId !== null) return isLive(kernel, { business, familyId, role: actor.role })
  return isGuestStill(kernel, business, { token, dossierId: actor.scope === "guest" ? actor.dossierId : "" })
}

async function isGuestStill(kernel: App["kernel"], { id }: Business, guest: { token: string; dossierId: string }) {
  return (await openLink(kernel, { businessId: id, token: guest.token })) === guest.dossierId
}

/** A browser that comes back says itself where it was; the query is for its first time. */
function afterOf(request: FastifyRequest): number | null {
  const last = seq.safeParse(one(request.headers["last-event-id"]) || undefined)
  return last.success ? last.data : (parsed(query, request.query).after ?? null)
}

function sendHead(reply: FastifyReply): void {
  reply.headers({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
    connection: "close",
  })
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  reply.raw.flushHeaders()
}
