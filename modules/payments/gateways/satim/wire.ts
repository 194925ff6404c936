import type { Raw } from "../gateway.ts"

/** Absent, or there but not to be trusted: no such type, or two spellings of the name that contradict each other. */
type Absent = undefined
type Unreadable = null

const secretNames = ["password", "username", "token"]
const longestText = 2000
const deepest = 8

/** The answer as a clean object; null when it is not a JSON object, whatever its status or content type claims. */
export function objectOf(text: string, secrets: readonly string[]): Raw | null {
  const value = parsed(text)
  return isObject(value) ? cleanedObject(value, { secrets, depth: 0 }) : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

type Cleaning = { readonly secrets: readonly string[]; readonly depth: number }

function cleanedObject(value: object, { secrets, depth }: Cleaning): Raw {
  const kept = Object.entries(value).filter(([name]) => !secretNames.includes(name.toLowerCase()))
  const entries = kept.map(([name, inner]) => [
    cleanedText(name, secrets),
    cleaned(inner, { secrets, depth: depth + 1 }),
  ])
  return Object.fromEntries(entries)
}

function cleaned(value: unknown, { secrets, depth }: Cleaning): unknown {
  if (typeof value === "string") return cleanedText(value, secrets)
  if (typeof value === "number") return value >= 1e15 ? maskedPan(String(value)) : value
  if (typeof value !== "object" || value === null) return value
  if (depth >= deepest) return "…"
  if (Array.isArray(value)) return value.map((inner) => cleaned(inner, { secrets, depth: depth + 1 }))
  return cleanedObject(value, { secrets, depth })
}

/** Without secrets, whole card numbers, and the control characters that Postgres or a terminal would trip over. */
function cleanedText(text: string, secrets: readonly string[]): string {
  const safe = secrets.reduce((safe, secret) => safe.replaceAll(secret, "***"), text)
  return maskedPan(safe)
    .replace(/\p{Cc}/gu, " ")
    .slice(0, longestText)
}

/** Card numbers have 16 to 19 digits; times in milliseconds and bank references are shorter. */
function maskedPan(text: string): string {
  return text.replace(/\d{16,}/g, (digits) => `${digits.slice(0, 4)}****${digits.slice(-4)}`)
}

/** A field by name in any casing: endpoints disagree on it. */
export function textOf(record: Raw, name: string): string | Unreadable | Absent {
  const values = valuesOf(record, name)
  const texts = values.map((value) => (typeof value === "string" ? value.trim() : numberText(value)))
  return agreed(texts)
}

/** A whole number written as a number or as digits. */
export function integerOf(record: Raw, name: string): number | Unreadable | Absent {
  return agreed(valuesOf(record, name).map(integer))
}

/** A field that holds an object; empty where it does not, or where two spellings of it do. */
export function nestedOf(record: Raw, name: string): Raw {
  const [found, ...others] = valuesOf(record, name).filter(isObject)
  return found && others.length === 0 ? Object.fromEntries(Object.entries(found)) : {}
}

/** The value of `name` in a list of `{ name, value }`, as the extended status writes its attributes. */
export function listedTextOf(
  record: Raw,
  { list, name }: { list: string; name: string },
): string | Unreadable | Absent {
  const items = valuesOf(record, list).flatMap((value) => (Array.isArray(value) ? value : []))
  const named = items.filter(isObject).map((item): Raw => Object.fromEntries(Object.entries(item)))
  return agreed(named.filter((item) => textOf(item, "name") === name).map((item) => textOf(item, "value") ?? null))
}

function valuesOf(record: Raw, name: string): unknown[] {
  const wanted = name.toLowerCase()
  const found = Object.entries(record).filter(([key]) => key.toLowerCase() === wanted)
  return found.map(([, value]) => value)
}

function agreed<T>(values: readonly (T | Unreadable)[]): T | Unreadable | Absent {
  const [first] = values
  return values.every((value) => value === first) ? first : null
}

function integer(value: unknown): number | Unreadable {
  const isDigits = typeof value === "string" && /^\s*-?\d{1,15}\s*$/.test(value)
  const number = isDigits ? Number(value) : value
  return typeof number === "number" && Number.isSafeInteger(number) ? number : null
}

function numberText(value: unknown): string | Unreadable {
  return typeof value === "number" && Number.isFinite(value) ? String(value) : null
}
