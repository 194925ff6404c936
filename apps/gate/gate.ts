import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify"
import { newId } from "#kernel/ids.ts"
import { refuse } from "#kernel/refusals.ts"
import type { App } from "../boot.ts"
import { isAsset, isRootFile } from "./address.ts"
import { apiPrefix, patternOf, registerApi } from "./api.ts"
import { businessOfHost, isPublicHost } from "./businesses.ts"
import { isForged } from "./csrf.ts"
import { exemptUrls } from "./deliveries.ts"
import { registerDocs } from "./docs/routes.ts"
import { type Entry, entryOf, newEntry, one, pathOf } from "./entry.ts"
import { registerErrors, sendEarlyError } from "./errors.ts"
import { registerFront } from "./front.ts"
import { contentPolicy, securityHeaders } from "./headers.ts"
import { registerHealth } from "./health.ts"
import { type Allowances, type Limits, openLimits, scaledAllowances } from "./limits.ts"
import { liveEndpoints, registerLive } from "./live/routes.ts"
import { registerUnknown } from "./not-found.ts"
import { registerPages } from "./proxy.ts"
import { answerRaw } from "./raw-error.ts"
import { isOwnRootFile, registerRootFiles } from "./root-files.ts"
import { bodyLimitBytes, hurry, openUploads, uploadPatienceMs } from "./uploads.ts"
import { isTool, passSockets } from "./workshop.ts"

/** Slow requests must not hold sockets (security, section 7): headers have five seconds, bodies as long as `uploads` says. */
const patience = {
  requestTimeout: uploadPatienceMs,
  keepAliveTimeout: 10_000,
  connectionTimeout: 60_000,
  http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 },
} as const

type Options = {
  readonly allowances?: Allowances
  /** Hold answers to their contract, as tests do. */
  readonly checksAnswers?: boolean
  /** Of live pages. */
  readonly heartbeatMs?: number
}

/** The one public server, composed and not yet listening. */
export async function createGate(app: App, options: Options = {}): Promise<FastifyInstance> {
  const { allowances = scaledAllowances(app.config.rateFactor), checksAnswers = false, heartbeatMs = 20_000 } = options
  const logger: FastifyBaseLogger = app.log
  const limits = openLimits(allowances)
  const gate = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: app.config.trustedProxies.length > 0 ? [...app.config.trustedProxies] : false,
    bodyLimit: bodyLimitBytes,
    genReqId: () => newId(),
    requestIdHeader: false,
    forceCloseConnections: "idle",
    routerOptions: { maxParamLength: 200, ignoreDuplicateSlashes: false },
    frameworkErrors: (error, request, reply) => sendEarlyError(app, { request, reply }, error),
    clientErrorHandler: (error, socket) => answerRaw(app, error, socket),
    ...patience,
  })
  gate.removeContentTypeParser("text/plain")
  finishesWhatItBegan(gate)
  gate.addHook("onRequest", (request, reply) => admit({ app, limits }, request, reply))
  const exempt = exemptUrls(app.routes, patternOf)
  gate.addHook("preParsing", (request) => recognise({ app, exempt }, request))
  const enter = openUploads()
  gate.addHook("preParsing", async (request, reply, payload) => {
    enter(request, reply)
    hurry(request, payload)
  })
  gate.addHook("onResponse", async (request, reply) => logResponse(app, request, reply))
  registerErrors(gate, app)
  registerApi(gate, { app, limits, checksAnswers })
  registerLive(gate, { app, limits, heartbeatMs })
  registerDocs(gate, app)
  registerFront(gate, app)
  registerHealth(gate, app)
  registerRootFiles(gate, app)
  registerUnknown(gate, [...app.routes.map(({ endpoint }) => endpoint), ...Object.values(liveEndpoints)])
  registerPages(gate, app)
  if (app.config.dev) passSockets(gate, app)
  await gate.ready()
  return gate
}

/** A request on its way when the gate closes is answered, and its connection ends with it. */
function finishesWhatItBegan(gate: FastifyInstance): void {
  let isClosing = false
  gate.addHook("preClose", async () => {
    isClosing = true
  })
  gate.addHook("onSend", async (_, reply) => {
    if (isClosing) reply.header("connection", "close")
  })
}

const balancersLook = "/healthz"

/** First of all: headers, and no floods. Endpoints count in tiers of their own, in a hook of theirs that comes next. */
async function admit(
  { app, limits }: { app: App; limits: Limits },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const entry = newEntry(request, app.config)
  const path = pathOf(request)
  reply.headers(securityHeaders(contentPolicy(entry.nonce, app.config), isPublicHost(app.config, request)))
  reply.header("x-request-id", request.id)
  if (path.startsWith("/api/")) reply.headers({ vary: "Origin, Sec-Fetch-Site", "cache-control": "no-store" })

  const isEndpoint = request.routeOptions.url?.startsWith(apiPrefix) ?? false
  const isFree = isEndpoint || isAsset(path) || (app.config.dev && isTool(path)) || path === balancersLook
  if (!isFree) await limits.take("default", entry.network)
  if (isRootFile(path) && !(isOwnRootFile(path) && request.method !== "POST")) refuse("not_found")
}

type Recognising = { readonly app: App; readonly exempt: ReadonlySet<string> }

/** Of those whom the limits let in, and before a body is read: whose host this is, and no forgeries. */
async function recognise({ app, exempt }: Recognising, request: FastifyRequest): Promise<void> {
  const entry = entryOf(request)
  const path = pathOf(request)
  const isAnybodys = isAsset(path) || path === balancersLook
  if (!isAnybodys) entry.ownBusiness = await businessOfHost(app.kernel, request)
  const isExempt = entry.isInternal || exempt.has(request.routeOptions.url ?? "")
  if (!isExempt && isForeign(app, entry, request)) refuse("origin_refused")
}

function isForeign({ config }: App, { ownBusiness }: Entry, { method, headers, host }: FastifyRequest): boolean {
  const provenance = {
    method,
    secFetchSite: one(headers["sec-fetch-site"]),
    origin: headers.origin,
    hasCookies: headers.cookie !== undefined,
  }
  const publicUrl = new URL(config.publicUrl)
  const own = ownBusiness === null ? null : `${publicUrl.protocol}//${host}`
  return isForged(provenance, (origin) => origin === publicUrl.origin || origin === own)
}

/** One line per answer, by route: addresses carry the tokens of links. */
function logResponse({ log }: App, request: FastifyRequest, reply: FastifyReply): void {
  log.info({
    id: request.id,
    method: request.method,
    route: request.routeOptions.url,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
  })
}
