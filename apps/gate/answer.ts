import type { FastifyReply } from "fastify"
import type { Endpoint, FileAnswer, RedirectAnswer } from "#kernel/contract.ts"
import { bytesOf } from "#kernel/ready.ts"
import { filePolicy } from "./headers.ts"

type Answering = {
  readonly endpoint: Endpoint
  readonly answer: unknown
  /** Hold answers to their contract: in tests, where a breach should be loud. */
  readonly checks: boolean
}

export function sendAnswer(reply: FastifyReply, { endpoint, answer, checks }: Answering): FastifyReply {
  reply.code(endpoint.status).header("cache-control", "no-store")
  if (endpoint.media !== undefined && isFile(answer)) return sendFile(reply, endpoint.media, answer)
  if (endpoint.media !== undefined && typeof answer === "string")
    return reply.type(`${endpoint.media}; charset=utf-8`).send(answer)
  if (endpoint.status === 204) return reply.send()
  if (endpoint.status === 303 && isRedirect(answer)) return reply.header("location", answer.location).send()

  if (checks) holdToContract(endpoint, answer)
  return reply.type("application/json; charset=utf-8").send(bytesOf(answer) ?? JSON.stringify(answer))
}

/** Visitors who share a read share its answer, which is held to its contract once. */
const held = new WeakSet<object>()

function holdToContract({ path, answer: schema }: Endpoint, answer: unknown): void {
  const isObject = typeof answer === "object" && answer !== null
  if (isObject && held.has(answer)) return
  const result = schema.safeParse(answer)
  if (!result.success) throw new Error(`the answer of ${path} breaks its contract: ${result.error.message}`)
  if (isObject) held.add(answer)
}

function isRedirect(answer: unknown): answer is RedirectAnswer {
  return typeof answer === "object" && answer !== null && "location" in answer && typeof answer.location === "string"
}

function isFile(answer: unknown): answer is FileAnswer {
  return typeof answer === "object" && answer !== null && "bytes" in answer && answer.bytes instanceof Uint8Array
}

/** Saved, never shown as a page of ours: attachment, no sniffing, and a sandbox if somebody opens it all the same. */
function sendFile(reply: FastifyReply, media: string, { bytes, name }: FileAnswer): FastifyReply {
  return reply
    .type(media)
    .header("content-disposition", dispositionOf(name))
    .header("content-security-policy", filePolicy)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/** RFC 6266: plain letters for old programs, the whole name in UTF-8; nothing that ends a header or turns the text round. */
function dispositionOf(name: string): string {
  const safe = name.replace(/[\p{Cc}\p{Cf}/\\]/gu, "").slice(0, 150) || "document"
  const plain = safe.replace(/[^\w.\- ]/g, "_")
  const encoded = encodeURIComponent(safe).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
