import type * as z from "zod"
import { type FieldProblem, parsed } from "#kernel/input.ts"
import { Refusal } from "#kernel/refusals.ts"
import type { WordFacts, Words } from "#kernel/words.ts"

/** What a contract would refuse, in the words that the API has for it, by path. Empty when it takes the input. */
export function fieldErrors(schema: z.ZodType, input: unknown, t: Words): { [path: string]: string } {
  try {
    parsed(schema, input)
    return {}
  } catch (error) {
    if (!(error instanceof Refusal) || !isFields(error.facts.fields)) throw error
    return Object.fromEntries(error.facts.fields.map((field) => [field.path, worded(field, t)]))
  }
}

function isFields(value: unknown): value is readonly FieldProblem[] {
  return Array.isArray(value)
}

function worded({ code, facts }: FieldProblem, t: Words): string {
  const told: WordFacts = Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) =>
      typeof value === "string" || typeof value === "number" ? [[name, value] as const] : [],
    ),
  )
  return t(`kernel.fields.${code}`, told)
}
