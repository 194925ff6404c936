/** Enough to read a boiler's plate, and a few seconds on a slow line. */
const longestSide = 1_600
const quality = 0.8

/** The photo as a JPEG that a slow line carries; one that the browser cannot draw goes as it is. */
export async function smaller(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (picture === null) return file

  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality))
  return drawn !== null && drawn.size < file.size ? drawn : file
}
