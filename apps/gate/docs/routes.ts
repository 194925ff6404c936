import swagger from "@fastify/swagger"
import swaggerUi from "@fastify/swagger-ui"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import packageFile from "../../../package.json" with { type: "json" }
import type { App } from "../../boot.ts"
import { entryOf } from "../entry.ts"
import { liveEndpoints } from "../live/routes.ts"
import { errorsPage } from "./errors-page.ts"
import { openApiOf } from "./openapi.ts"

/** `/api/openapi.json` for programs, `/api/docs` for people, `/api/docs/errors` where problems point to. */
export function registerDocs(gate: FastifyInstance, { routes, speech, config }: App): void {
  const live = Object.entries(liveEndpoints).map(([name, endpoint]) => ({ name, endpoint }))
  const document = openApiOf([...routes, ...live], { publicUrl: config.publicUrl, version: packageFile.version })
  const written = JSON.stringify(document)
  gate.get("/api/openapi.json", (_, reply) => reply.type("application/json; charset=utf-8").send(written))
  gate.get("/api/docs/errors", (request, reply) => {
    const { language, nonce } = entryOf(request)
    return reply.type("text/html; charset=utf-8").send(errorsPage({ speech, language, nonce }))
  })
  gate.register(async (docs) => {
    docs.addHook("onSend", async (request, reply, payload) => withNonce(request, reply, payload))
    await docs.register(swagger, { mode: "static", specification: { document: JSON.parse(written) } })
    await docs.register(swaggerUi, {
      routePrefix: "/api/docs",
      theme: { title: "Guichet" },
      uiConfig: {
        layout: "BaseLayout",
        validatorUrl: null,
        docExpansion: "list",
        tryItOutEnabled: false,
        displayOperationId: true,
      },
    })
  })
}

/** The scripts of the browsable page carry the nonce that this response allows. */
async function withNonce(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const isPage = String(reply.getHeader("content-type") ?? "").startsWith("text/html")
  if (!isPage || typeof payload !== "string") return payload
  const page = payload.replaceAll("<script ", `<script nonce="${entryOf(request).nonce}" `)
  reply.header("content-length", Buffer.byteLength(page))
  return page
}
