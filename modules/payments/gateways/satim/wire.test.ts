import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { integerOf, listedTextOf, nestedOf, objectOf, textOf } from "./wire.ts"

const objectFrom = (value: unknown, secrets: string[] = []) => objectOf(JSON.stringify(value), secrets)

describe("reading an answer of SATIM", () => {
  it.each(["", "<html></html>", "null", "[]", '"Transaction is not found"', "12", "{", '{"a":1}{'])(
    "sees no object in %j",
    (text) => {
      expect(objectOf(text, [])).toBeNull()
    },
  )

  it.each([
    [{ errorCode: 0 }, 0],
    [{ ErrorCode: "0" }, 0],
    [{ ERRORCODE: " 5 " }, 5],
    [{ errorcode: "-1" }, -1],
    [{ errorCode: "00" }, 0],
    [{ errorCode: "0", ErrorCode: 0 }, 0],
    [{}, undefined],
    [{ errorCode: "0", ErrorCode: 5 }, null],
    [{ errorCode: null }, null],
    [{ errorCode: true }, null],
    [{ errorCode: 0.5 }, null],
    [{ errorCode: "0x0" }, null],
    [{ errorCode: "" }, null],
    [{ errorCode: [0] }, null],
    [{ errorCode: "1e3" }, null],
  ])("reads the integer of %j as %j", (record, expected) => {
    expect(integerOf(record, "errorCode")).toBe(expected)
  })

  it.each([
    [{ OrderNumber: " A1 " }, "A1"],
    [{ orderNumber: 1234567890 }, "1234567890"],
    [{ orderNumber: "A1", OrderNumber: "B2" }, null],
    [{ orderNumber: { a: 1 } }, null],
    [{}, undefined],
  ])("reads the text of %j as %j", (record, expected) => {
    expect(textOf(record, "orderNumber")).toBe(expected)
  })

  it("finds nested objects and listed attributes", () => {
    const list = [{ name: "udf1", value: "A" }, { name: "mdOrder", value: "M" }, null, 7]

    expect(nestedOf({ Params: { a: 1 } }, "params")).toEqual({ a: 1 })
    expect(nestedOf({ params: [1] }, "params")).toEqual({})
    expect(nestedOf({ params: { a: 1 }, Params: { a: 2 } }, "params")).toEqual({})
    expect(listedTextOf({ attributes: list }, { list: "attributes", name: "mdOrder" })).toBe("M")
    expect(listedTextOf({ attributes: "x" }, { list: "attributes", name: "mdOrder" })).toBeUndefined()
  })
})

describe("keeping an answer", () => {
  it("drops credentials, by name and wherever they are echoed", () => {
    const echo = { password: "s3cret!", params: { userName: "u" }, errorMessage: "no user s3cret! here", "s3cret!": 1 }

    expect(objectFrom(echo, ["s3cret!"])).toEqual({ params: {}, errorMessage: "no user *** here", "***": 1 })
  })

  it("masks whole card numbers, and leaves times and references alone", () => {
    const answer = {
      Pan: "6280580000007215",
      n: 6280580000007215,
      date: 1783419253424,
      ref: "123456789012",
      text: "a\u0000b",
    }

    expect(objectFrom(answer)).toEqual({
      Pan: "6280****7215",
      n: "6280****7215",
      date: 1783419253424,
      ref: "123456789012",
      text: "a b",
    })
  })

  it("cuts what is too deep or too long", () => {
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`

    expect(JSON.stringify(objectOf(deep, []))).toContain("…")
    expect(String(objectFrom({ text: "x".repeat(9000) })?.text)).toHaveLength(2000)
  })

  it("never throws, and never keeps the password, whatever comes back", () => {
    const password = "merchant_secret"
    const hostile = fc.oneof(
      fc.constant(password),
      fc.string().map((text) => text + password + text),
      fc.jsonValue(),
    )
    const answer = fc.dictionary(fc.oneof(fc.string(), fc.constant(password)), hostile)

    fc.assert(
      fc.property(answer, (value) => {
        expect(JSON.stringify(objectFrom(value, [password])) ?? "").not.toContain(password)
      }),
    )
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => objectOf(text, [password])).not.toThrow()
      }),
    )
  })
})
