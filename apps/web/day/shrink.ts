/** What is sent of a photo, and what is shown of it meanwhile. */
export type Shrunk = { readonly bytes: ArrayBuffer; readonly thumb: string }

const longSidePixels = 1_600
const thumbPixels = 160

/** Smaller before it leaves the phone: a tenth of the bytes. What the browser cannot draw goes as it is, for the counter to say. */
export async function shrunk(file: Blob): Promise<Shrunk> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (picture === null) return { bytes: await file.arrayBuffer(), thumb: "" }

  const full = await drawn(picture, longSidePixels)?.convertToBlob({ type: "image/jpeg", quality: 0.82 })
  const small = await drawn(picture, thumbPixels)?.convertToBlob({ type: "image/jpeg", quality: 0.7 })
  picture.close()
  return {
    bytes: await (full ?? file).arrayBuffer(),
    thumb: small === undefined ? "" : `data:image/jpeg;base64,${base64(new Uint8Array(await small.arrayBuffer()))}`,
  }
}

function drawn(picture: ImageBitmap, longSide: number): OffscreenCanvas | null {
  const scale = Math.min(1, longSide / Math.max(picture.width, picture.height))
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale))
  const pen = canvas.getContext("2d")
  if (pen === null) return null
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
}
