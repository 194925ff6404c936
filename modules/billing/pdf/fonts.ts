import { readFileSync } from "node:fs"
import { createRequire } from "node:module"

const { resolve } = createRequire(import.meta.url)

const packages = ["ibm-plex-sans/IBMPlexSans", "ibm-plex-sans-arabic/IBMPlexSansArabic", "ibm-plex-mono/IBMPlexMono"]
const weights = ["400Regular", "500Medium", "600SemiBold"]

/** The weights of the house in its three families, read from their packages: nothing else may shape a document. */
export function houseFonts(): Buffer[] {
  return packages.flatMap((path) => weights.map((weight) => readFont(path, weight)))
}

function readFont(path: string, weight: string): Buffer {
  const [folder, family] = path.split("/")
  return readFileSync(resolve(`@expo-google-fonts/${folder}/${weight}/${family}_${weight}.ttf`))
}

/** Code points the text families can draw, in any weight; PDF/A refuses a document with one they cannot. */
export function drawnCodePoints(): Set<number> {
  const drawn = new Set<number>()
  for (const path of packages.slice(0, 2)) {
    for (const codePoint of mappedCodePoints(readFont(path, "400Regular"))) drawn.add(codePoint)
  }
  return drawn
}

/** Reads the segments of a TrueType `cmap` of format 4, which holds the whole basic plane. */
function mappedCodePoints(font: Buffer): number[] {
  const table = subtableAt(font, tableOffset(font, "cmap"))
  const segments = font.readUInt16BE(table + 6) / 2
  const ends = table + 14
  const starts = ends + 2 * segments + 2

  return Array.from({ length: segments }, (_, i) => {
    const first = font.readUInt16BE(starts + 2 * i)
    const last = font.readUInt16BE(ends + 2 * i)
    return first === 0xffff ? [] : Array.from({ length: last - first + 1 }, (_, k) => first + k)
  }).flat()
}

function tableOffset(font: Buffer, tag: string): number {
  const tables = font.readUInt16BE(4)
  for (let i = 0; i < tables; i++) {
    const record = 12 + 16 * i
    if (font.toString("latin1", record, record + 4) === tag) return font.readUInt32BE(record + 8)
  }
  throw new Error(`the font has no table ${tag}`)
}

function subtableAt(font: Buffer, cmap: number): number {
  const subtables = font.readUInt16BE(cmap + 2)
  for (let i = 0; i < subtables; i++) {
    const offset = cmap + font.readUInt32BE(cmap + 4 + 8 * i + 4)
    if (font.readUInt16BE(offset) === 4) return offset
  }
  throw new Error("the font has no character map of format 4")
}
