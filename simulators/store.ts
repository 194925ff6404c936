import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { z } from "zod"

/** Values are replaced, never changed in place: `set` is what makes a change last. */
export type Collection<T> = {
  get(key: string): T | undefined
  set(key: string, value: T): void
  delete(key: string): void
  clear(): void
  values(): T[]
}

export type Store = { collection<T>(name: string, schema: z.ZodType<T>): Collection<T> }

type Raw = Map<string, unknown>

const line = z.tuple([z.string(), z.string(), z.unknown()])

/**
 * What the simulators remember. With a path every change is appended before the caller goes on, so a killed process
 * loses nothing it has answered for; the journal is rewritten whole, by an atomic rename, when it has grown stale.
 */
export function openStore(path: string | null): Store {
  const saved = path === null ? new Map<string, Raw>() : readJournal(path)
  const journal = path === null ? null : openJournal(path, saved)

  return {
    collection: (name, schema) => {
      const raw = saved.get(name) ?? new Map<string, unknown>()
      saved.set(name, raw)
      return collectionOver({ raw, schema, write: (key, value) => journal?.(name, key, value) })
    },
  }
}

function collectionOver<T>(given: {
  raw: Raw
  schema: z.ZodType<T>
  write: (key: string, value: unknown) => void
}): Collection<T> {
  const { raw, schema, write } = given
  const values = new Map<string, T>()
  for (const [key, value] of raw) {
    const parsed = schema.safeParse(value)
    if (parsed.success) values.set(key, parsed.data)
  }

  const forget = (key: string) => {
    values.delete(key)
    raw.delete(key)
    write(key, undefined)
  }
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      values.set(key, value)
      raw.set(key, value)
      write(key, value)
    },
    delete: forget,
    clear: () => [...values.keys()].forEach(forget),
    values: () => [...values.values()],
  }
}

/** A line torn by a crash is the last one and was never answered for; it is dropped with any other unreadable line. */
function readJournal(path: string): Map<string, Raw> {
  const saved = new Map<string, Raw>()
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : []
  for (const text of lines) {
    const parsed = line.safeParse(parseJson(text))
    if (!parsed.success) continue

    const [name, key, value] = parsed.data
    const raw = saved.get(name) ?? new Map<string, unknown>()
    saved.set(name, raw)
    if (value === null) raw.delete(key)
    else raw.set(key, value)
  }
  return saved
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function openJournal(path: string, saved: Map<string, Raw>) {
  const compact = () => {
    const lines = [...saved].flatMap(([name, raw]) => [...raw].map(([key, value]) => entry(name, key, value)))
    writeFileSync(`${path}.next`, lines.join(""))
    renameSync(`${path}.next`, path)
    return lines.length
  }

  mkdirSync(dirname(path), { recursive: true })
  let live = compact()
  let appended = 0
  return (name: string, key: string, value: unknown) => {
    appendFileSync(path, entry(name, key, value))
    appended += 1
    if (appended < 1000 + 4 * live) return
    live = compact()
    appended = 0
  }
}

function entry(name: string, key: string, value: unknown): string {
  return `${JSON.stringify([name, key, value ?? null])}\n`
}
