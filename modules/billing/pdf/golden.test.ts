// UPDATE_GOLDEN=1 npx vitest run modules/billing/pdf/golden.test.ts draws the pictures anew; look at them before committing.
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import type { FiscalDocument } from "../document.ts"
import { pdfTextsIn } from "../testing/pdf-texts.ts"
import { differingPixels, pictureOf, savePicture } from "../testing/pictures.ts"
import { arabicInvoice, arabicReceipt, creditNote, frenchInvoice, satimReceipt } from "../testing/sample-documents.ts"
import { renderDocument } from "./render-document.ts"

/** Room for another edition of the rasteriser, below what one changed digit makes. */
const tolerance = 12

const documents = { frenchInvoice, arabicInvoice, creditNote, satimReceipt, arabicReceipt }

function goldenOf(name: string): string {
  return fileURLToPath(new URL(`./golden/${name}.png`, import.meta.url))
}

async function drawn(document: FiscalDocument) {
  return pictureOf(await renderDocument(document, { texts: pdfTextsIn(document.language) }))
}

describe("drawing a fiscal document", () => {
  it.each(Object.entries(documents))("draws %s as it was approved", async (name, document) => {
    const picture = await drawn(document)
    if (process.env.UPDATE_GOLDEN === "1") savePicture(picture, goldenOf(name))

    expect(await differingPixels(picture, goldenOf(name))).toBeLessThanOrEqual(tolerance)
  })

  it.each(Object.entries(documents))("notices one changed digit in %s", async (name, document) => {
    const changed = await drawn({ ...document, totalMinor: document.totalMinor + 1 })

    expect(await differingPixels(changed, goldenOf(name))).toBeGreaterThan(tolerance)
  })
})
