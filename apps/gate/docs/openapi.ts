import * as z from "zod"
import type { Endpoint } from "#kernel/contract.ts"
import { problemsOf } from "./problems.ts"

/** Name and endpoint, as contracts list them. */
export type Listed = { readonly name: string; readonly endpoint: Endpoint }
type Json = { readonly [key: string]: unknown }

type Options = { readonly publicUrl: string; readonly version: string }

/** OpenAPI 3.1 from the contracts alone: what the gate checks is what it says. */
export function openApiOf(listed: readonly Listed[], { publicUrl, version }: Options): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const { name, endpoint } of listed) {
    const path = `/api/v1/{business}${endpoint.path}`
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(name, endpoint) }
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Guichet",
      version,
      description:
        "One counter for a service business: shop, book, pay, claim and write. Money is in minor units (centimes). " +
        "Errors are RFC 9457 problems in the language of `Accept-Language` (fr, ar, en).",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: "__Host-{business}-session",
          description:
            "Set by POST /session; HttpOnly. It moves on every ten minutes: keep what `Set-Cookie` brings. " +
            "A program that sends cookies names where it comes from: `Origin`, with the address of this server.",
        },
      },
    },
  }
}

function operationOf(name: string, endpoint: Endpoint): Json {
  const { summary, opens, path } = endpoint
  return {
    operationId: name,
    summary,
    tags: [tagOf(path)],
    parameters: parametersOf(endpoint),
    ...(opens === "session" ? { security: [{ session: [] }] } : {}),
    ...requestBodyOf(endpoint),
    responses: { [endpoint.status]: answerOf(endpoint), ...problemResponses(endpoint) },
  }
}

function requestBodyOf({ body, takes }: Endpoint): Json {
  const file = { schema: { type: "string", format: "binary" } }
  if (takes === "bytes")
    return { requestBody: { required: true, content: { "image/*": file, "application/octet-stream": file } } }
  if (takes === "delivery")
    return {
      requestBody: { required: true, content: { "application/x-www-form-urlencoded": { schema: { type: "object" } } } },
    }
  if (body === undefined) return {}
  return { requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input") } } } }
}

/** Operations are grouped by what stands first in their path. */
const tagOf = (path: string) => path.split("/")[1] ?? "counter"

function parametersOf({ params, query, idempotent, captcha }: Endpoint): Json[] {
  const business = { name: "business", in: "path", required: true, schema: { type: "string" }, example: "mj-chauffage" }
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: true,
    description: "One key per wish: sent twice, it is granted once.",
    schema: { type: "string", minLength: 1, maxLength: 255 },
  }
  const answer = {
    name: "captcha",
    in: "header",
    required: false,
    description: "`<token>:<answer>` of GET /captcha; asked of browsers (calls with cookies), not of programs.",
    schema: { type: "string" },
  }
  return [
    business,
    ...fieldsOf(params, "path"),
    ...fieldsOf(query, "query"),
    ...(idempotent ? [key] : []),
    ...(captcha ? [answer] : []),
  ]
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.looseObject({})).default({}),
  required: z.array(z.string()).default([]),
})

function fieldsOf(schema: z.ZodObject | undefined, place: "path" | "query"): Json[] {
  if (schema === undefined) return []
  const { properties, required } = objectSchema.parse(schemaOf(schema, "input"))
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: field,
  }))
}

function answerOf(endpoint: Endpoint): Json {
  const { status, media, answer } = endpoint
  if (status === 204) return { description: "Done" }
  if (status === 303) return { description: "Go on there", headers: { Location: { schema: { type: "string" } } } }
  if (media === undefined)
    return { description: "OK", content: { "application/json": { schema: schemaOf(answer, "output") } } }
  const isText = media.startsWith("text/")
  const schema = isText ? schemaOf(answer, "output") : { type: "string", format: "binary" }
  return { description: isText ? "A stream" : "A file", content: { [media]: { schema } } }
}

function problemResponses(endpoint: Endpoint): Json {
  const entries = [...problemsOf(endpoint)].map(([status, codes]) => {
    const schema = { allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }] }
    return [status, { description: codes.join(", "), content: { "application/problem+json": { schema } } }]
  })
  return Object.fromEntries(entries)
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" })
  return rest
}

const field = {
  type: "object",
  required: ["path", "code", "detail"],
  properties: { path: { type: "string" }, code: { type: "string" }, detail: { type: "string" } },
}

const problem = {
  type: "object",
  description: "RFC 9457. Facts of a refusal (which lines are short) stand beside these members.",
  required: ["type", "title", "status", "code", "detail", "instance"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    detail: { type: "string" },
    instance: { type: "string", format: "uri", description: "Tell us this when you ask about it." },
    errors: { type: "array", items: field },
  },
}
