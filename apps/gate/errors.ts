import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { allRefusals, Refusal } from "#kernel/refusals.ts"
import type { App } from "../boot.ts"
import { isPublicHost } from "./businesses.ts"
import { entryOf, newEntry, pathOf } from "./entry.ts"
import { contentPolicy, securityHeaders } from "./headers.ts"
import { problemPage } from "./page.ts"
import { type Problem, problemOf, refusalFor } from "./problem.ts"

type Answering = { readonly request: FastifyRequest; readonly reply: FastifyReply }

/** Every error leaves here: a problem for programs, a calm page for people. */
export function registerErrors(gate: FastifyInstance, app: App): void {
  gate.setErrorHandler((error, request, reply) => sendError(app, { request, reply }, error))
}

export function sendError(app: App, { request, reply }: Answering, error: unknown): FastifyReply {
  const { refusal, isFault } = refusalFor(error)
  // Never the address itself: links carry their token in it.
  const where = { id: request.id, method: request.method, route: request.routeOptions.url }
  if (isFault) app.log.error({ ...where, err: error }, "fault")
  else if (refusal.status === 401 || refusal.status === 403) app.log.info({ ...where, code: refusal.code }, "refused")

  const entry = entryOf(request)
  const told = { speech: app.speech, language: entry.language, requestId: request.id, publicUrl: app.config.publicUrl }
  const problem = problemOf(refusal, told)
  reply.code(refusal.status).headers(refusalHeaders(refusal))
  return isPerson(request) ? sendPage(app, { request, reply }, problem) : sendProblem(reply, problem)
}

/** Throws the refusal of that code, for what Fastify itself refuses. */
export function refusalOf(code: string): Refusal {
  const listed = allRefusals().find((refusal) => refusal.code === code)
  return new Refusal(code, listed?.status ?? 500, {})
}

function refusalHeaders({ facts }: Refusal): Record<string, string> {
  const { retryAfterSeconds, limit, remaining, allow } = facts
  return {
    "cache-control": "no-store",
    ...(typeof retryAfterSeconds === "number" ? { "retry-after": String(retryAfterSeconds) } : {}),
    ...(typeof limit === "number"
      ? {
          "ratelimit-limit": String(limit),
          "ratelimit-remaining": String(remaining),
          "ratelimit-reset": String(retryAfterSeconds),
        }
      : {}),
    ...(typeof allow === "string" ? { allow } : {}),
  }
}

/** Somebody who looks at a page: also where a browser goes to the API itself, for a file or on its way back from paying. */
function isPerson(request: FastifyRequest): boolean {
  const { accept = "", "sec-fetch-dest": destination } = request.headers
  return accept.includes("text/html") && (destination === "document" || !pathOf(request).startsWith("/api"))
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.type("application/problem+json; charset=utf-8").send(JSON.stringify(problem))
}

function sendPage({ speech }: App, { request, reply }: Answering, problem: Problem): FastifyReply {
  const { language, nonce } = entryOf(request)
  const words = speech.words[language]
  // Looking again finds nothing again; the start page has something.
  const isNowhere = problem.status === 404
  const page = problemPage({
    language,
    nonce,
    problem,
    again: words(isNowhere ? "kernel.pages.home" : "kernel.pages.again"),
    reference: words("kernel.pages.reference"),
    path: isNowhere ? "/" : request.method === "GET" ? pathOf(request) : null,
  })
  return reply.type("text/html; charset=utf-8").header("content-language", language).send(page)
}

/** Errors before any hook ran (an address that cannot be decoded): they get their entry and headers here. */
export function sendEarlyError(app: App, { request, reply }: Answering, error: unknown): void {
  const { nonce } = newEntry(request, app.config)
  reply.headers({
    ...securityHeaders(contentPolicy(nonce), isPublicHost(app.config, request)),
    "x-request-id": request.id,
  })
  sendError(app, { request, reply }, error)
}
