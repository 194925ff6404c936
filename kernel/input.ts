import type * as z from "zod"
import { refuse } from "./refusals.ts"

/** What is wrong with one field: a path like `customer.phone` and a code with its facts, worded at the edge. */
export type FieldProblem = {
  readonly path: string
  readonly code: string
  readonly facts: { readonly [name: string]: unknown }
}

function problems(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.join(".")
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: path === "" ? key : `${path}.${key}`, code: "unknown_field", facts: {} }))
    }
    if (issue.code === "custom") return [{ path, code: issue.message, facts: issue.params ?? {} }]
    const { code, path: _path, message: _message, input: _input, ...facts } = issue
    return [{ path, code, facts }]
  })
}

/** Parses at the edge of a verb; refuses `input_invalid` with one problem per field. */
export function parsed<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const result = schema.safeParse(raw)
  if (!result.success) return refuse("input_invalid", { fields: problems(result.error.issues) })
  return result.data
}
