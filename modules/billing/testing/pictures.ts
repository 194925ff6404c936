import { readFileSync, writeFileSync } from "node:fs"
import { type Canvas, createCanvas, loadImage } from "@napi-rs/canvas"
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs"
import pixelmatch from "pixelmatch"

const scale = 1.5

/** Opens the bytes as a reader would, so that what is compared is the PDF and not its source. */
export async function opened(pdf: Uint8Array) {
  return getDocument({ data: pdf.slice(), verbosity: 0 }).promise
}

/** One page, from 1, as a picture. */
export async function pictureOf(pdf: Uint8Array, pageNumber = 1): Promise<Canvas> {
  const document = await opened(pdf)
  const page = await document.getPage(pageNumber)
  const viewport = page.getViewport({ scale })
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
  await page.render({ canvas: null, canvasContext: canvas.getContext("2d"), viewport }).promise
  return canvas
}

/** All the text a reader finds, page by page, with our narrow and hard spaces made plain. */
export async function textOf(pdf: Uint8Array): Promise<string[]> {
  const document = await opened(pdf)
  const pages = Array.from({ length: document.numPages }, async (_, i) => {
    const { items } = await (await document.getPage(i + 1)).getTextContent()
    return items.map((item) => ("str" in item ? item.str : "")).join(" ")
  })
  return (await Promise.all(pages)).map((text) => text.replace(/\s+/g, " "))
}

/** Number of pixels in which two pictures differ, beyond smoothing; all of them when their sizes differ. */
export async function differingPixels(canvas: Canvas, golden: string): Promise<number> {
  const { width, height } = canvas
  const image = await loadImage(readFileSync(golden))
  if (image.width !== width || image.height !== height) return width * height

  const expected = createCanvas(width, height)
  expected.getContext("2d").drawImage(image, 0, 0)
  return pixelmatch(pixelsOf(canvas), pixelsOf(expected), undefined, width, height, { threshold: 0.1 })
}

export function savePicture(canvas: Canvas, path: string): void {
  writeFileSync(path, canvas.toBuffer("image/png"))
}

function pixelsOf(canvas: Canvas): Uint8ClampedArray {
  return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
}

/** How far to the right the text of any page reaches, and how wide its page is, in points. */
export async function widestTextOf(pdf: Uint8Array): Promise<{ right: number; width: number }> {
  const document = await opened(pdf)
  let right = 0
  let width = 0
  for (let i = 1; i <= document.numPages; i++) {
    const page = await document.getPage(i)
    width = page.getViewport({ scale: 1 }).width
    for (const item of (await page.getTextContent()).items) {
      if ("str" in item) right = Math.max(right, item.transform[4] + item.width)
    }
  }
  return { right, width }
}
