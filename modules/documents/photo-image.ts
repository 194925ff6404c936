import { createHash } from "node:crypto"
import sharp from "sharp"
import { refuse } from "./refusals.ts"
import { inTurn } from "./turns.ts"

/** What a camera sends at most, in bytes and in pixels. */
export const photoLimitBytes = 8_388_608
const pixelsAtMost = 50_000_000
const longSidePixels = 1_600
const thumbPixels = 320

/** A photo as it is kept: two JPEGs, upright, with nothing that the camera wrote into it. */
export type PhotoImage = {
  /** Of the bytes that were sent: the same photo sent twice is known by it. */
  readonly sha256: string
  readonly full: Buffer
  readonly thumb: Buffer
  readonly width: number
  readonly height: number
}

const ascii = (bytes: Uint8Array, from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString("latin1")

/** By its first bytes: what a file is called, or says of itself, proves nothing. */
function isPhoto(bytes: Uint8Array): boolean {
  const head = ascii(bytes, 0, 8)
  if (head.startsWith("\xff\xd8\xff") || head === "\x89PNG\r\n\x1a\n") return true
  if (head.startsWith("RIFF") && ascii(bytes, 8, 12) === "WEBP") return true
  return ascii(bytes, 4, 8) === "ftyp" && ["avif", "avis", "mif1"].includes(ascii(bytes, 8, 12))
}

/**
 * Reads what was sent as a picture and draws it anew: at most 1600 pixels wide or high, with a thumbnail of 320.
 * Refuses `photo_not_an_image`, `photo_too_large` and, when too many are waiting, `photos_busy`.
 */
export async function photoImage(bytes: Uint8Array): Promise<PhotoImage> {
  if (!isPhoto(bytes)) refuse("photo_not_an_image")
  return inTurn(() => drawn(bytes))
}

async function drawn(bytes: Uint8Array): Promise<PhotoImage> {
  const options = { failOn: "error", limitInputPixels: false } as const
  const { width, height } = await readable(() => sharp(bytes, options).metadata())
  if (width * height > pixelsAtMost) refuse("photo_too_large", { megapixels: pixelsAtMost / 1_000_000 })

  const within = { width: longSidePixels, height: longSidePixels, fit: "inside", withoutEnlargement: true } as const
  const full = await readable(() =>
    sharp(bytes, options)
      .autoOrient()
      .resize(within)
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 80 })
      .toBuffer({ resolveWithObject: true }),
  )
  const thumb = await sharp(full.data)
    .resize({ ...within, width: thumbPixels, height: thumbPixels })
    .jpeg({ quality: 72 })
    .toBuffer()
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  return { sha256, full: full.data, thumb, width: full.info.width, height: full.info.height }
}

/** What begins like a picture and is none, or is cut off, is refused like anything else that is none. */
async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch {
    return refuse("photo_not_an_image")
  }
}
