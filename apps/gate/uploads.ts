import { Readable } from "node:stream"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { Upload } from "#kernel/contract.ts"
import { refuse } from "#kernel/refusals.ts"
import { entryOf } from "./entry.ts"

/** A photo over a slow line has a minute to arrive, any other body ten seconds. */
export const uploadPatienceMs = 60_000
const bodyPatienceMs = 10_000

/** A form with one photo, and what else is filled in. */
export const formLimitBytes = 9 * 1_048_576

const isBytes = /^(image\/[\w.+-]+|application\/octet-stream)\b/i
const isForm = /^multipart\/form-data\b/i

/** What any body may have; photos have more, and are few at a time. */
export const bodyLimitBytes = 262_144
/** Each may fill nine megabytes for as long as a slow line takes: this is what they fill together. */
export const uploadsAtMost = { all: 24, network: 8 } as const

/** Endpoints that take bytes get them unread, so that nobody fills our memory before it is known who they are. */
export function takeBytes(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(isBytes, (_request, payload, done) => done(null, payload))
}

export function uploadOf(body: unknown): Upload {
  return { read: (limitBytes) => readUpTo(body, limitBytes) }
}

async function readUpTo(body: unknown, limitBytes: number): Promise<Uint8Array | null> {
  if (!(body instanceof Readable)) return new Uint8Array()
  const parts: Buffer[] = []
  let length = 0
  for await (const part of body.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(part)) throw new Error("an upload comes in bytes")
    length += part.byteLength
    if (length > limitBytes) {
      body.resume()
      return null
    }
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** Hangs up on a body that takes longer than its kind may. */
export function hurry({ raw, headers }: FastifyRequest, payload: Readable): void {
  const media = headers["content-type"] ?? ""
  const hasBody = headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined
  if (!hasBody || isBytes.test(media) || isForm.test(media)) return

  const timer = setTimeout(() => raw.destroy(), bodyPatienceMs)
  const arrived = () => clearTimeout(timer)
  payload.once("end", arrived)
  payload.once("close", arrived)
}

/**
 * Counts the large bodies that are on their way, and refuses one too many before it is read. What web sends on for a
 * visitor was counted when the visitor sent it.
 */
export function openUploads(atMost: { readonly [key in keyof typeof uploadsAtMost]: number } = uploadsAtMost) {
  const networks = new Map<string, number>()
  let all = 0
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const { isInternal, network } = entryOf(request)
    if (isInternal || !isLarge(request)) return
    const own = networks.get(network) ?? 0
    if (all >= atMost.all) refuse("unavailable", { retryAfterSeconds: 5 })
    if (own >= atMost.network) refuse("too_many_requests", { retryAfterSeconds: 5 })

    all += 1
    networks.set(network, own + 1)
    reply.raw.once("close", () => {
      all -= 1
      const left = (networks.get(network) ?? 1) - 1
      if (left === 0) networks.delete(network)
      else networks.set(network, left)
    })
  }
}

/** Forms of a few fields, and whatever has no room for a photo, are not counted. */
function isLarge({ headers }: FastifyRequest): boolean {
  const media = headers["content-type"] ?? ""
  if (!isBytes.test(media) && !isForm.test(media)) return false
  const length = headers["content-length"]
  return length === undefined ? headers["transfer-encoding"] !== undefined : Number(length) > bodyLimitBytes
}
