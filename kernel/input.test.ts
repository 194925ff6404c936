import { describe, expect, it } from "vitest"
import * as z from "zod"
import { parsed } from "./input.ts"
import { Refusal } from "./refusals.ts"

const schema = z.strictObject({
  name: z.string().min(2),
  kind: z.enum(["a", "b"]),
  terms: z.literal(true, { error: "terms_not_accepted" }),
  even: z.int().refine((n) => n % 2 === 0, { error: "not_even" }),
})

function problemsOf(raw: unknown) {
  try {
    parsed(schema, raw)
  } catch (error) {
    if (error instanceof Refusal) return error.facts.fields
  }
  return null
}

describe("parsing an input", () => {
  it("takes what fits", () => {
    expect(parsed(schema, { name: "Ada", kind: "a", terms: true, even: 2 })).toEqual({
      name: "Ada",
      kind: "a",
      terms: true,
      even: 2,
    })
  })

  it("names each field with its code, the schema's own code first", () => {
    expect(problemsOf({ name: "A", kind: "c", terms: false, even: 3 })).toEqual([
      { path: "name", code: "too_small", facts: { origin: "string", minimum: 2 } },
      { path: "kind", code: "invalid_value", facts: {} },
      { path: "terms", code: "terms_not_accepted", facts: {} },
      { path: "even", code: "not_even", facts: {} },
    ])
  })

  it("tells what is missing from what is wrong", () => {
    expect(problemsOf({ terms: true, even: 2 })).toEqual([
      { path: "name", code: "missing", facts: {} },
      { path: "kind", code: "missing", facts: {} },
    ])
  })

  it("names every unknown field", () => {
    expect(problemsOf({ name: "Ada", kind: "a", terms: true, even: 2, role: "admin", x: 1 })).toEqual([
      { path: "role", code: "unknown_field", facts: {} },
      { path: "x", code: "unknown_field", facts: {} },
    ])
  })

  it.each([
    ["a zero", "Ada\0"],
    ["half a character", "Ada\ud83d"],
  ])("takes no text with %s in it, whatever the schema lets through", (_, text) => {
    const loose = z.object({ name: z.string(), lines: z.array(z.object({ note: z.string() })), free: z.unknown() })
    const fieldsOf = (raw: unknown) => {
      try {
        return parsed(loose, raw)
      } catch (error) {
        return error instanceof Refusal ? error.facts.fields : error
      }
    }
    const unwritable = (path: string) => [{ path, code: "control_character", facts: {} }]

    expect(fieldsOf({ name: text, lines: [], free: null })).toEqual(unwritable("name"))
    expect(fieldsOf({ name: "Ada", lines: [{ note: "" }, { note: text }], free: null })).toEqual(
      unwritable("lines.1.note"),
    )
    expect(fieldsOf({ name: "Ada", lines: [], free: { [text]: 1 } })).toEqual(unwritable("free"))
    expect(fieldsOf({ name: "Ada 🔑 \u0001", lines: [], free: new Date(0) })).toMatchObject({ name: "Ada 🔑 \u0001" })
  })

  it("never repeats what was sent", () => {
    expect(
      JSON.stringify(problemsOf({ name: { secret: "canary" }, kind: "canary", terms: "canary", even: "canary" })),
    ).not.toContain("canary")
  })
})
