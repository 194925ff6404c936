import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import chromium, { inflate } from "@sparticuz/chromium"
import { z } from "zod"
import { checkout } from "../../apps/ops/checkout.ts"

export type BrowserFiles = { executable: string; environment: Record<string, string> }

const source = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..")

/** Unpacks Chromium, its libraries and a font from their npm package, once per version: no machine has to have them. */
export async function installBrowser(): Promise<BrowserFiles> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(source, "package.json"), "utf8")))
  const folder = join(checkout, "node_modules/.cache/guichet-browser", version)
  if (!existsSync(folder)) await unpack(folder)

  return {
    executable: join(folder, "chromium"),
    environment: {
      LD_LIBRARY_PATH: join(folder, "al2023/lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  }
}

/** Under another name until it is whole: a run that is cut off leaves no half of a browser. */
async function unpack(folder: string): Promise<void> {
  const partial = `${folder}.partial-${process.pid}`
  mkdirSync(partial, { recursive: true })
  await unpackInto(partial)
  writeFileSync(join(partial, "fonts.conf"), fontSettings(folder))
  try {
    renameSync(partial, folder)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

/** The package knows no folder but the temporary one. */
async function unpackInto(folder: string): Promise<void> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    await Promise.all([chromium.executablePath(), inflate(join(source, "bin/al2023.tar.br"))])
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

function fontSettings(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, "fonts/fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, "font-cache")}</cachedir>
</fontconfig>
`
}
