import { Readable } from "node:stream"
import proxy from "@fastify/http-proxy"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { Business, Language } from "#kernel/actor.ts"
import { Refusal, refuse } from "#kernel/refusals.ts"
import { listBusinesses } from "#modules/businesses/index.ts"
import type { App } from "../boot.ts"
import { memberOf } from "./actor.ts"
import { isAsset, pageAddress } from "./address.ts"
import { businessNamed } from "./businesses.ts"
import { cookiesWithVisitor, sessionSlot, visitorOf } from "./cookies.ts"
import { entryOf, one, pathOf } from "./entry.ts"
import { sendError } from "./errors.ts"
import { contentPolicy } from "./headers.ts"
import { formLimitBytes } from "./uploads.ts"
import { isTool } from "./workshop.ts"

/** What web is asked for, on behalf of whom. */
type Page = {
  readonly path: string
  readonly business: Business | null
  readonly language: Language
  readonly cookies: string | undefined
}

/** Everything that is not the API is a page, served by web on loopback: rewritten, stripped, and told who asks. */
export function registerPages(gate: FastifyInstance, app: App): void {
  gate.register(async (pages) => {
    pages.removeAllContentTypeParsers()
    pages.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body))
    const withPhoto = { parseAs: "buffer", bodyLimit: formLimitBytes } as const
    pages.addContentTypeParser("multipart/form-data", withPhoto, (_request, body, done) => done(null, body))
    await pages.register(proxy, {
      upstream: app.config.webUrl,
      proxyPayloads: false,
      disableRequestLogging: true,
      httpMethods: ["GET", "HEAD", "POST"],
      undici: { connections: 128, headersTimeout: 20_000, bodyTimeout: 30_000 },
      handler: (request, reply) => forward(app, request, reply),
    })
  })
}

async function forward(app: App, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const path = pathOf(request)
  const only = path === "/" ? await onlyBusiness(app, request) : null
  if (only !== null) return reply.header("cache-control", "no-store").redirect(`/${only}`, 302)
  const isFile = isAsset(path) || (app.config.dev && isTool(path))
  const page = isFile ? assetAt(path, request) : await pageAt(app, { path, request, reply })
  ask(app, { request, reply, page }, page.path)
  return reply
}

type Asking = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly page: Page }

function ask(app: App, { request, reply, page }: Asking, path: string): void {
  const body = Buffer.isBuffer(request.body) ? request.body : undefined
  reply.from(path, {
    ...(body === undefined ? {} : { body, contentType: request.headers["content-type"] ?? "application/octet-stream" }),
    rewriteRequestHeaders: () => headersTowardsWeb(app, request, page),
    rewriteHeaders: (headers) => headersFromWeb(headers),
    retryDelay: () => null,
    onResponse: (_request, _reply, answer) => passOn(app, { request, reply, page }, { path, stream: streamOf(answer) }),
    onError: (_, { error }) => {
      app.log.error({ id: request.id, err: error }, "web does not answer")
      sendError(app, { request, reply }, new Refusal("unavailable", 503, { retryAfterSeconds: 5 }))
    },
  })
}

function streamOf(answer: object): Readable {
  if ("stream" in answer && answer.stream instanceof Readable) return answer.stream
  throw new Error("the proxy hands over what web answers as a stream")
}

type Answer = { readonly path: string; readonly stream: Readable }

/**
 * What web throws it answers with a document that only scripts fill. People without them read our calm page for a
 * fault, and for nothing found the page that web has at an address of nobody.
 */
function passOn(app: App, asking: Asking, { path, stream }: Answer): void {
  const { request, reply, page } = asking
  const isDocument = String(reply.getHeader("content-type")).startsWith("text/html")
  const nowhere = page.business === null ? null : `/${page.business.slug}/${page.language}/-`
  const isLost = reply.statusCode === 404 && request.method === "GET" && nowhere !== null && path !== nowhere
  if (!isDocument || (reply.statusCode < 500 && !isLost)) {
    reply.send(stream)
    return
  }

  stream.resume()
  for (const name of ["content-encoding", "content-length", "link"]) reply.removeHeader(name)
  if (isLost) {
    ask(app, asking, nowhere)
    return
  }
  app.log.error({ id: request.id }, "web could not make a page")
  sendError(app, { request, reply }, new Refusal("fault", 500, {}))
}

/** A counter of one business needs no front page. */
async function onlyBusiness({ kernel }: App, request: FastifyRequest): Promise<string | null> {
  if (entryOf(request).ownBusiness !== null) return null
  const [first, ...others] = await listBusinesses(kernel)
  return first !== undefined && others.length === 0 ? first.slug : null
}

function assetAt(path: string, request: FastifyRequest): Page {
  return { path, business: null, language: entryOf(request).language, cookies: undefined }
}

type Asked = { readonly path: string; readonly request: FastifyRequest; readonly reply: FastifyReply }

async function pageAt(app: App, { path, request, reply }: Asked): Promise<Page> {
  const entry = entryOf(request)
  const { slug, language, rest } = pageAddress(path, entry.ownBusiness?.slug ?? null)
  if (slug === null) {
    if (language !== null) entry.language = language
    return rest === ""
      ? { path: "/_home", business: null, language: entry.language, cookies: undefined }
      : refuse("not_found")
  }
  if (language !== null) entry.language = language
  const business = await businessNamed(app.kernel, slug, request)
  entry.language = language ?? "fr"
  const cookies = await cookiesFor(app, business, { request, reply })
  return { path: `/${business.slug}/${entry.language}${rest}`, business, language: entry.language, cookies }
}

/** The visitor is known, or introduced, before web is asked; a member's token moves on here, where it reaches the browser. */
async function cookiesFor(
  { kernel }: App,
  business: Business,
  { request, reply }: Omit<Asked, "path">,
): Promise<string> {
  const session = sessionSlot(request, reply, business)
  await memberOf({ kernel, business, request, reply, session })
  return cookiesWithVisitor(request, business, visitorOf(request, reply, business))
}

/** What a browser may tell web: everything else it sent is dropped, our own names above all. */
const told =
  /^(accept(-language|-encoding)?|content-(type|length)|if-none-match|if-modified-since|range|cache-control|user-agent|referer|origin|save-data|purpose|rsc|next-[a-z-]+|sec-[a-z-]+)$/

/** `next dev` tells by headers of its own which page its tools speak of. */
function isTold(name: string, { dev }: App["config"]): boolean {
  return told.test(name) || (dev && name.startsWith("x-nextjs-"))
}

type Headers = Record<string, string | string[] | undefined>

function headersTowardsWeb(
  app: App,
  request: FastifyRequest,
  { business, language, cookies }: Page,
): Record<string, string> {
  const { address, nonce, ownBusiness } = entryOf(request)
  const asked = Object.entries(request.headers).flatMap(([name, value]) =>
    isTold(name, app.config) && value !== undefined ? [[name, one(value) ?? ""] as const] : [],
  )
  const isOwn = ownBusiness !== null
  const base = business === null || isOwn ? "" : `/${business.slug}`
  const publicUrl = new URL(app.config.publicUrl)
  return {
    ...Object.fromEntries(asked),
    host: new URL(app.config.webUrl).host,
    ...(cookies === undefined || cookies === "" ? {} : { cookie: cookies }),
    "x-guichet-client": address,
    "x-guichet-base": base,
    "x-guichet-business": business?.slug ?? "",
    "x-guichet-locale": language,
    "x-forwarded-host": isOwn ? request.host : publicUrl.host,
    "x-forwarded-proto": publicUrl.protocol.slice(0, -1),
    "content-security-policy": contentPolicy(nonce, app.config),
  }
}

const ours =
  /^(content-security-policy(-report-only)?|strict-transport-security|x-content-type-options|referrer-policy|permissions-policy|cross-origin-(opener|resource|embedder)-policy|access-control-.*|server|x-powered-by|connection|keep-alive|transfer-encoding|upgrade|trailer|x-guichet-.*)$/

/** Security is the gate's to say, and hop-by-hop headers end here. */
function headersFromWeb(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ours.test(name.toLowerCase())))
}
