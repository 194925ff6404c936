import { setImmediate as nextTurn } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import type { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler"
import type { FiscalDocument } from "../document.ts"
import { houseFonts } from "./fonts.ts"
import { type PrintOptions, pageOf } from "./page.ts"

const workspace = fileURLToPath(new URL("./template", import.meta.url))
const template = fileURLToPath(new URL("./template/document.typ", import.meta.url))

let opened: Promise<NodeCompiler> | undefined

/** The PDF/A-3b of a document: the same document and options give the same bytes, on any day and any machine. */
export async function renderDocument(document: FiscalDocument, options: PrintOptions): Promise<Uint8Array> {
  // The compiler looks at the machine's fonts too and cannot be told not to; ours come first and fallback is off.
  opened ??= openCompiler()
  const compiler = await opened

  // Everything a person wrote travels as JSON and is shown as strings: no word of it is read as markup.
  const compiled = compiler.compile({ mainFilePath: template, inputs: { page: pageJson(document, options) } })
  const laidOut = compiled.result
  if (laidOut === null) {
    throw new Error(`the template does not compile: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`)
  }

  const pdf = compiler.pdf(laidOut, { pdfStandard: "a-3b" })
  compiler.evictCache(10)
  // What the compiler holds of a document is given back between turns of the loop: without one, 2 MB each stay.
  await nextTurn()
  return new Uint8Array(pdf)
}

/** Loaded with the first document: who prints none is spared its 9 MB. */
async function openCompiler(): Promise<NodeCompiler> {
  const { NodeCompiler } = await import("@myriaddreamin/typst-ts-node-compiler")
  return NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: houseFonts() }] })
}

/** The narrow space of Plex is too thin on paper to group thousands: the wider one takes its place. */
function pageJson(document: FiscalDocument, options: PrintOptions): string {
  return JSON.stringify(pageOf(document, options)).replaceAll("\u202f", "\u00a0")
}
