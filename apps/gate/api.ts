import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { Actor, Business } from "#kernel/actor.ts"
import type { Visit } from "#kernel/command.ts"
import type { Endpoint } from "#kernel/contract.ts"
import { parsed, unwritableIn } from "#kernel/input.ts"
import { Refusal, refuse } from "#kernel/refusals.ts"
import type { Route } from "#kernel/routes.ts"
import { checkCaptcha } from "#modules/captcha/index.ts"
import type { App } from "../boot.ts"
import { askerAt } from "./actor.ts"
import { sendAnswer } from "./answer.ts"
import { businessNamed } from "./businesses.ts"
import { sessionSlot } from "./cookies.ts"
import { deliveryOf, takeDeliveries } from "./deliveries.ts"
import { entryOf, one, paramsOf } from "./entry.ts"
import { type Limits, limitHeaders, type Tier } from "./limits.ts"
import { takeBytes, uploadOf } from "./uploads.ts"

export const apiPrefix = "/api/v1/:business"

/** `/orders/{id}` as Fastify writes it. */
export function patternOf({ path }: Pick<Endpoint, "path">): string {
  return `${apiPrefix}${path.replace(/\{(\w+)\}/g, ":$1")}`
}

type Serving = { readonly app: App; readonly limits: Limits; readonly checksAnswers: boolean }

/** Every endpoint of every contract, each served by its one verb. */
export function registerApi(gate: FastifyInstance, serving: Serving): void {
  const { routes } = serving.app
  const register = (server: FastifyInstance, route: Route) =>
    server.route({
      method: route.endpoint.method,
      url: patternOf(route.endpoint),
      onRequest: (request, reply) => countVisitor({ ...serving, route, request, reply }),
      handler: (request, reply) => serve({ ...serving, route, request, reply }),
    })
  for (const route of routes.filter(({ endpoint }) => endpoint.takes === undefined)) register(gate, route)
  gate.register(async (uploads) => {
    takeBytes(uploads)
    for (const route of routes.filter(({ endpoint }) => endpoint.takes === "bytes")) register(uploads, route)
  })
  gate.register(async (deliveries) => {
    takeDeliveries(deliveries)
    for (const route of routes.filter(({ endpoint }) => endpoint.takes === "delivery")) register(deliveries, route)
  })
}

type Call = Serving & { readonly route: Route; readonly request: FastifyRequest; readonly reply: FastifyReply }

async function serve(call: Call): Promise<unknown> {
  const { app, route, request, reply } = call
  const { endpoint } = route
  const business = await businessNamed(app.kernel, paramsOf(request).business ?? "", request)
  await countBusiness(call, business)
  const session = sessionSlot(request, reply, business)
  const { actor } = await askerAt(endpoint.opens, { kernel: app.kernel, business, request, reply, session })
  if (actor.scope === "member") await call.limits.take("member", actor.accountId)

  const asked = askedBy(request, endpoint, app.config.publicUrl)
  const key = endpoint.idempotent ? keyOf(request) : undefined
  await checkHuman(call, { business, actor, key })
  const visit: Visit = {
    kernel: app.kernel,
    business,
    actor,
    session,
    ...(key === undefined ? {} : { idempotencyKey: key }),
  }
  const answer = await guessed(call, business, () => route.handle(visit, asked))
  return sendAnswer(reply, { endpoint, answer, checks: call.checksAnswers })
}

/** Web's own calls for a page were counted with the page; guesses at secrets are counted whoever brings them. */
async function countVisitor({ limits, route: { endpoint }, request, reply }: Call): Promise<void> {
  const { network, isInternal } = entryOf(request)
  const tier: Tier = endpoint.tier ?? (endpoint.idempotent ? "order" : "default")
  if (!isInternal || tier === "auth") reply.headers(limitHeaders(await limits.take(tier, network)))
}

/** What a provider signs is not sent again when it is turned away, whatever visitors do meanwhile. */
async function countBusiness({ limits, request, route }: Call, { id }: Business): Promise<void> {
  if (!entryOf(request).isInternal && route.endpoint.takes !== "delivery") await limits.take("business", id)
}

/** Only wrong passwords count, but each try from its beginning, so that many at once are no way round. */
async function guessed<T>({ limits, route, request }: Call, { id }: Business, attempt: () => Promise<T>): Promise<T> {
  const email = route.endpoint.tier === "auth" ? emailOf(request.body) : null
  if (email === null) return attempt()

  const account = `${id} ${email}`
  const guess = `${account} ${entryOf(request).network}`
  await limits.take("guess", guess)
  await limits.take("account", account)
  const forget = () => Promise.all([limits.giveBack("guess", guess), limits.giveBack("account", account)])
  try {
    const answer = await attempt()
    await forget()
    return answer
  } catch (error) {
    const isWrong = error instanceof Refusal && error.code === "credentials_wrong"
    if (!isWrong) await forget()
    throw error
  }
}

function emailOf(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("email" in body) || typeof body.email !== "string") return null
  return body.email.trim().toLowerCase().slice(0, 200)
}

/** Path and query by the endpoint's own schemas; the verb parses the body. A path of another shape leads nowhere. */
function askedBy(request: FastifyRequest, endpoint: Endpoint, publicUrl: string) {
  const { params, query } = endpoint
  const { business: _, ...named } = paramsOf(request)
  const path = params === undefined ? { data: {} } : params.safeParse(named)
  if (path.data === undefined || unwritableIn(path.data).length > 0) return refuse("not_found")
  return {
    params: path.data,
    query: query === undefined ? {} : parsed(query, request.query),
    body: bodyOf(request, endpoint, publicUrl),
  }
}

function bodyOf(request: FastifyRequest, { takes }: Endpoint, publicUrl: string): unknown {
  if (takes === "delivery") return deliveryOf(request, publicUrl)
  return takes === "bytes" ? uploadOf(request.body) : request.body
}

const keyShape = /^[\x21-\x7e]{1,255}$/

/** One key per wish of the visitor: sent twice, it is granted once (data rule 14). */
function keyOf({ headers }: FastifyRequest): string {
  const key = one(headers["idempotency-key"])
  if (key === undefined || key === "") return refuse("key_missing")
  return keyShape.test(key) ? key : refuse("key_too_long")
}

type Human = { readonly business: Business; readonly actor: Actor; readonly key: string | undefined }

/** A browser, or web for one, answers the question first; programs bring no cookies and members are known. */
async function checkHuman({ app, route, request }: Call, { business, actor, key }: Human): Promise<void> {
  const isAsked = route.endpoint.captcha === true && request.headers.cookie !== undefined && actor.scope !== "member"
  if (!isAsked) return
  const header = one(request.headers.captcha)
  await checkCaptcha({ kernel: app.kernel, business }, { header, usedFor: key ?? request.id })
}
