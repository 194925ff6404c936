import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { photoImage } from "./photo-image.ts"

/** A picture of two halves, red on the left, as a phone held upright saves it: lying, with a note to turn it. */
async function fromPhone(): Promise<Buffer> {
  const left = await sharp({ create: { width: 1_500, height: 2_000, channels: 3, background: "#d00000" } })
    .png()
    .toBuffer()
  return sharp({ create: { width: 3_000, height: 2_000, channels: 3, background: "#0000d0" } })
    .composite([{ input: left, left: 0, top: 0 }])
    .withExif({
      IFD0: { Make: "Telefon", Orientation: "6" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "36/1 45/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "3/1 3/1 0/1" },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

describe("a photo that somebody sends", () => {
  it("comes out upright, small, and without what the camera wrote", async () => {
    const sent = await fromPhone()
    const before = await sharp(sent).metadata()
    const image = await photoImage(sent)
    const after = await sharp(image.full).metadata()
    const top = await sharp(image.full).extract({ left: 100, top: 50, width: 1, height: 1 }).raw().toBuffer()

    expect(before.exif?.includes("Telefon")).toBe(true)
    expect(before.orientation).toBe(6)
    expect(after).toMatchObject({ format: "jpeg", width: 1_067, height: 1_600 })
    expect(after.exif).toBeUndefined()
    expect(after.xmp).toBeUndefined()
    expect(after.iptc).toBeUndefined()
    expect(after.orientation).toBeUndefined()
    expect(image.full.includes("Telefon")).toBe(false)
    expect(top[0]).toBeGreaterThan(180)
    expect(image).toMatchObject({ width: 1_067, height: 1_600 })
  })

  it("has a thumbnail of at most 320 pixels, clean as well", async () => {
    const thumb = await sharp((await photoImage(await fromPhone())).thumb).metadata()

    expect(thumb).toMatchObject({ format: "jpeg", width: 213, height: 320 })
    expect(thumb.exif).toBeUndefined()
  })

  it.each(["png", "webp", "avif"] as const)("may be a %s, and comes out as JPEG", async (format) => {
    const plain = sharp({ create: { width: 40, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    const image = await photoImage(await plain.toFormat(format).toBuffer())
    const [red] = await sharp(image.full).raw().toBuffer()

    expect(image).toMatchObject({ width: 40, height: 30 })
    expect((await sharp(image.full).metadata()).format).toBe("jpeg")
    expect(red).toBeGreaterThan(250)
  })

  it.each([
    ["nothing", ""],
    ["a page", "<!doctype html><script>alert(1)</script>"],
    ["a drawing that could hold a script", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ["a document", "%PDF-1.7 …"],
    ["a page that begins like a picture", "\xff\xd8\xff<script>alert(1)</script>"],
    ["a moving picture", "GIF89a…"],
  ])("is refused when it is %s", async (_, content) => {
    await expect(photoImage(Buffer.from(content, "latin1"))).rejects.toMatchObject({ code: "photo_not_an_image" })
  })

  it("is refused when it was cut off on the way", async () => {
    const sent = await fromPhone()

    await expect(photoImage(sent.subarray(0, sent.byteLength / 2))).rejects.toMatchObject({
      code: "photo_not_an_image",
    })
  })

  it("is refused when few bytes unpack to a flood of pixels", async () => {
    const flood = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: "#ffffff" } })
      .png()
      .toBuffer()

    expect(flood.byteLength).toBeLessThan(1_000_000)
    await expect(photoImage(flood)).rejects.toMatchObject({ code: "photo_too_large" })
  })

  it("is known again when it is sent twice", async () => {
    const sent = await fromPhone()
    const [first, second] = await Promise.all([photoImage(sent), photoImage(sent)])

    expect(first.sha256).toBe(second.sha256)
  })
})
