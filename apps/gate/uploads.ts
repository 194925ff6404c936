import { Readable } from "node:stream"
import type { FastifyInstance, FastifyRequest } from "fastify"
import type { Upload } from "#kernel/contract.ts"

/** A photo over a slow line has a minute to arrive, any other body ten seconds. */
export const uploadPatienceMs = 60_000
const bodyPatienceMs = 10_000

/** A form with one photo, and what else is filled in. */
export const formLimitBytes = 9 * 1_048_576

const isBytes = /^(image\/[\w.+-]+|application\/octet-stream)\b/i
const isForm = /^multipart\/form-data\b/i

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
