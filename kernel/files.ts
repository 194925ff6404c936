import { createHash } from "node:crypto"
import { mkdir, readFile, rename, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { newId } from "./ids.ts"

/** Private files by key (`<business id>/<kind>/<id>`); keys are made by us, never taken from a visitor. */
export type Files = {
  readonly put: (key: string, content: Uint8Array) => Promise<{ readonly sha256: string; readonly bytes: number }>
  readonly get: (key: string) => Promise<Buffer | null>
}

const keyShape = /^[a-z0-9-]+(\/[a-z0-9-]+)*(\.[a-z0-9]+)?$/

/** A folder as the store: written beside, then renamed, so that a reader never sees half a file. */
export function folderFiles(root: string): Files {
  const pathOf = (key: string) => {
    if (!keyShape.test(key)) throw new Error(`not a file key: ${key}`)
    return join(root, key)
  }
  return {
    async put(key, content) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      const beside = `${path}.${newId()}`
      await writeFile(beside, content, { flush: true })
      await rename(beside, path)
      return { sha256: createHash("sha256").update(content).digest("hex"), bytes: content.byteLength }
    },
    get: (key) =>
      readFile(pathOf(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null
        throw error
      }),
  }
}
