import type * as z from "zod"
import { refuse } from "./refusals.ts"

/** What is wrong with one field: a path like `customer.phone` and a code with its facts, worded at the edge. */
export type FieldProblem = {
  readonly path: string
  readonly code: string
  readonly facts: { readonly [name: string]: unknown }
}

/** A schema names its own code where zod's would say too little: `{ error: "phone_not_mobile" }`. */
const ownCode = /^[a-z]+(_[a-z]+)+$/

function problems(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.join(".")
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: path === "" ? key : `${path}.${key}`, code: "unknown_field", facts: {} }))
    }
    if (ownCode.test(issue.message)) return [{ path, code: issue.message, facts: {} }]
    if (issue.input === undefined && issue.code !== "custom") return [{ path, code: "missing", facts: {} }]
    return [{ path, code: issue.code, facts: factsOf(issue) }]
  })
}

function factsOf(issue: z.core.$ZodIssue): FieldProblem["facts"] {
  const told = ["expected", "format", "minimum", "maximum", "origin", "divisor"]
  return Object.fromEntries(Object.entries(issue).filter(([name]) => told.includes(name)))
}

/** Parses at the edge of a verb; refuses `input_invalid` with one problem per field. */
export function parsed<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const result = schema.safeParse(raw, { reportInput: true })
  if (!result.success) return refuse("input_invalid", { fields: problems(result.error.issues) })
  const unwritable = unwritableIn(result.data)
  if (unwritable.length > 0)
    return refuse("input_invalid", {
      fields: unwritable.map((path) => ({ path, code: "control_character", facts: {} })),
    })
  return result.data
}

/** Paths of the texts that Postgres cannot keep, whatever their schema lets through: with U+0000, or half a character. */
export function unwritableIn(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value === "string") return value.includes("\0") || !value.isWellFormed() ? [path.join(".")] : []
  if (!Array.isArray(value) && !isRecord(value)) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    unwritableIn(name).length > 0 ? [path.join(".")] : unwritableIn(inner, [...path, name]),
  )
}

/** Plain data, as JSON brings it: instants, bytes and the like have no texts of the visitor in them. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
