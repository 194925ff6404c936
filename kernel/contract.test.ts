import { describe, expect, it } from "vitest"
import * as z from "zod"
import { allRoutes } from "#modules/all.ts"
import { day, instant, mobile, text } from "./contract.ts"

const codes = (written: string) => {
  const { error } = text.safeParse(written)
  return error === undefined ? [] : error.issues.map(({ message }) => message)
}

describe("a text from outside", () => {
  it.each(["Nadia Benali", "نادية", "Cité 5 juillet,\n\tbât. 12", "🏠", ""])("may be %j", (written) => {
    expect(text.parse(written)).toBe(written)
  })

  it.each(["\u0000", "Nadia\u0000B", "\u0007", "\u001b[2J", "\r", "\u007f", "\u0085", "\ud800", "a\udc00b"])(
    "is refused as %j",
    (written) => {
      expect(codes(written)).toEqual(["control_character"])
    },
  )

  it("ends its lines in one way, whatever sent it", () => {
    expect(text.parse("un\r\ndeux\r\n")).toBe("un\ndeux\n")
  })
})

describe("a date from outside", () => {
  it.each(["2000-01-01", "2026-02-28", "2099-12-31"])("may be %s", (date) => {
    expect(day.parse(date)).toBe(date)
    expect(instant.parse(`${date}T23:59:59+00:00`)).toBe(`${date}T23:59:59+00:00`)
  })

  it.each(["0000-01-01", "1999-12-31", "2100-01-01", "9999-12-31"])("is too far as %s", (date) => {
    expect(day.safeParse(date).error?.issues.map(({ message }) => message)).toEqual(["date_too_far"])
    expect(instant.safeParse(`${date}T00:00:00Z`).error?.issues.map(({ message }) => message)).toEqual(["date_too_far"])
  })

  it("must exist", () => {
    expect(day.safeParse("2026-02-30").success).toBe(false)
    expect(instant.safeParse("2026-02-30T00:00:00Z").success).toBe(false)
  })
})

/** The strings of a schema, by path, each with its own schema: what a visitor can write into. */
function stringsIn(schema: z.core.$ZodType, path: string): [string, z.ZodType][] {
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return [[path, schema]]
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, field]) => stringsIn(field, `${path}.${name}`))
  }
  if (schema instanceof z.ZodArray) return stringsIn(schema.element, `${path}[]`)
  if (schema instanceof z.ZodPipe) {
    return schema.in instanceof z.ZodString ? [[path, schema]] : stringsIn(schema.in, path)
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return stringsIn(schema.unwrap(), path)
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => stringsIn(option, path))
  return []
}

const inputs = allRoutes.flatMap(({ name, endpoint: { params, query, body } }) =>
  [params, query, body].flatMap((schema) => (schema === undefined ? [] : stringsIn(schema, name))),
)

describe("what visitors write", () => {
  it("is found in every contract", () => {
    const paths = inputs.map(([path]) => path)

    expect(paths).toEqual(
      expect.arrayContaining([
        "placeOrder.customer.name",
        "placeOrder.customer.phone",
        "placeOrder.lines[].variantId",
        "placeOrder.delivery.landmark",
        "listProducts.q",
        "startSession.password",
      ]),
    )
  })

  it.each(inputs)("%s holds no byte that the database cannot keep", (_, schema) => {
    expect(schema.safeParse("a\u0000b").success).toBe(false)
    expect(schema.safeParse("a\ud800b").success).toBe(false)
  })
})

describe("a mobile number for visits", () => {
  it.each([
    ["0550 12 34 56", "+213550123456"],
    ["00213 550 12 34 56", "+213550123456"],
    ["+216 20 123 456", "+21620123456"],
    ["00216-20-123-456", "+21620123456"],
  ])("takes %s for %s", (written, kept) => {
    expect(mobile.parse(written)).toBe(kept)
  })
  it.each(["20 123 456", "021 00 01 42", "+216 71 000 142 9", "+33 6 12 34 56 78"])("refuses %s", (written) => {
    expect(mobile.safeParse(written).error?.issues[0]?.message).toBe("phone_not_mobile")
  })
})
