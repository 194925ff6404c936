import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Raw } from "../gateway.ts"
import { observed, type Reading } from "./status.ts"
import { paidAcknowledgement, paidExtended, sought, startedAt } from "./testing.ts"

const now = startedAt.add({ minutes: 5 })
const reading = (endpoint: Reading["endpoint"] = "acknowledge"): Reading => ({ endpoint, sought, now })
const stateOf = (record: Raw, given = reading()) => observed(record, given)?.state

function without(record: Raw, name: string): Raw {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name))
}

describe("reading what became of a payment", () => {
  it("calls paid what the guide shows as paid", () => {
    expect(observed(paidAcknowledgement, reading())).toEqual({
      state: "paid",
      amountMinor: 100_320,
      currency: "DZD",
      orderNumber: "CMD0000004",
      depositMinor: 100_320,
      disagreements: [],
      evidence: {
        approvalCode: "913180",
        maskedPan: "6280****7215",
        respCode: "00",
        respCodeDescription: "Votre paiement a été accepté",
        actionCode: "0",
        actionCodeDescription: "Votre paiement a été accepté",
        method: "CIB/Edahabia",
      },
      raw: paidAcknowledgement,
    })
  })

  it("calls paid what the extended status shows as paid, by its actionCode", () => {
    expect(observed(paidExtended, reading("extended"))).toMatchObject({
      state: "paid",
      depositMinor: null,
      evidence: { approvalCode: "222340", maskedPan: "628058**7215", respCode: null },
    })
  })

  it.each([
    ["all numbers", { ErrorCode: 0, OrderStatus: 2, Amount: 100320, depositAmount: 100320, currency: 12 }],
    ["all strings", { ErrorCode: "0", OrderStatus: "2", Amount: "100320", depositAmount: "100320", currency: "012" }],
    ["a numeric respCode", { params: { respCode: 0 } }],
    ["an order number with spaces around it", { OrderNumber: " CMD0000004 " }],
  ])("calls paid the same answer with %s", (_, fields) => {
    expect(stateOf({ ...paidAcknowledgement, ...fields })).toBe("paid")
  })

  it("calls paid an answer in another casing, and one without the optional echoes", () => {
    const lower = Object.fromEntries(
      Object.entries(paidAcknowledgement).map(([name, value]) => [name.toLowerCase(), value]),
    )

    expect(stateOf(lower)).toBe("paid")
    expect(stateOf({ ErrorCode: "0", OrderStatus: 2, params: { respCode: "00" } })).toBe("paid")
  })

  it.each([
    ["errorCode", { ErrorCode: "2" }],
    ["respCode", { params: { respCode: "51" } }],
    ["respCode", { params: {} }],
    ["respCode", { params: "00" }],
    ["amount", { Amount: 100_319 }],
    ["amount", { Amount: "" }],
    ["depositAmount", { depositAmount: 50_000 }],
    ["currency", { currency: "978" }],
    ["currency", { currency: "" }],
    ["orderNumber", { OrderNumber: "CMD0000005" }],
    ["orderNumber", { OrderNumber: null }],
    ["mdOrder", { attributes: [{ name: "mdOrder", value: "another" }] }],
  ])("calls unknown, and names %s, a deposit with %j", (disagreement, fields) => {
    expect(observed({ ...paidAcknowledgement, ...fields }, reading())).toMatchObject({
      state: "unknown",
      disagreements: [disagreement],
    })
  })

  it("asks the acknowledgement for respCode and does not take actionCode instead", () => {
    expect(stateOf(without(paidAcknowledgement, "params"))).toBe("unknown")
    expect(stateOf({ ...paidExtended, actionCode: 116 }, reading("extended"))).toBe("unknown")
    expect(stateOf({ ...paidExtended, params: { respCode: "51" } }, reading("extended"))).toBe("unknown")
  })

  it.each([
    [-1, "failed"],
    [0, "pending"],
    [1, "authorised"],
    [3, "cancelled"],
    [4, "refunded"],
    [5, "unknown"],
    [6, "failed"],
    [7, "unknown"],
    [11, "unknown"],
    [99, "unknown"],
  ])("takes OrderStatus %i for %s", (OrderStatus, state) => {
    expect(stateOf({ ...paidAcknowledgement, OrderStatus })).toBe(state)
    expect(stateOf({ ...paidAcknowledgement, OrderStatus: String(OrderStatus) })).toBe(state)
  })

  it("takes a decline for failed though its codes are not those of success", () => {
    const declined = {
      ...paidAcknowledgement,
      ErrorCode: "2",
      OrderStatus: 6,
      depositAmount: 0,
      params: { respCode: "51" },
    }

    expect(observed(declined, reading())).toMatchObject({
      state: "failed",
      disagreements: [],
      evidence: { respCode: "51" },
    })
  })

  it("takes a session that ran out for expired though it reads like a decline", () => {
    expect(stateOf({ ...paidAcknowledgement, OrderStatus: 6, actionCode: -2007 })).toBe("expired")
    expect(stateOf({ ...paidAcknowledgement, OrderStatus: 2, actionCode: -2007 })).toBe("paid")
  })

  it("believes nothing about another order", () => {
    expect(stateOf({ ...paidAcknowledgement, OrderStatus: 6, OrderNumber: "CMD0000005" })).toBe("unknown")
  })

  it("keeps a decline without OrderStatus open until the session is over", () => {
    const bare = without({ ...paidAcknowledgement, ErrorCode: "2" }, "OrderStatus")
    const at = (minutes: number): Reading => ({ ...reading(), now: startedAt.add({ minutes }) })

    expect(stateOf(bare, at(1))).toBe("pending")
    expect(stateOf(bare, at(20))).toBe("pending")
    expect(stateOf(bare, at(21))).toBe("expired")
  })

  it.each([{}, { message: "ok" }, { OrderStatus: "paid" }, { OrderStatus: 2, orderStatus: 0 }, { OrderStatus: null }])(
    "sees no answer in %j",
    (record) => {
      expect(observed(record, reading())).toBeNull()
    },
  )
})

/** A right answer with some of its fields replaced, doubled in another casing, or gone. */
const code = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constantFrom("0", "00", "2", " 2 ", "", null, true, "x"))
const echo = <T>(right: T) => fc.oneof(fc.constant(right), fc.constant(String(right)), fc.jsonValue())
const changes = fc.record(
  {
    ErrorCode: code,
    errorCode: code,
    OrderStatus: code,
    orderStatus: code,
    Amount: echo(sought.amountMinor),
    depositAmount: echo(sought.amountMinor),
    OrderNumber: echo(sought.reference),
    actionCode: code,
    params: fc.oneof(fc.record({ respCode: code }, { requiredKeys: [] }), fc.jsonValue()),
  },
  { requiredKeys: [] },
)
const base = { ErrorCode: "0", OrderStatus: 2, actionCode: 0, params: { respCode: "00" } }
const gone = fc.subarray(["ErrorCode", "OrderStatus", "actionCode", "params"])
const plausible = fc.tuple(gone, changes).map(([names, changed]): Raw => {
  const left = names.reduce<Raw>((record, name) => without(record, name), base)
  return { ...left, ...changed }
})
const endpoint = fc.constantFrom("acknowledge" as const, "extended" as const)

const isTwo = (value: unknown) => value === undefined || Number(value) === 2
const isZero = (value: unknown) => value === undefined || (value !== "" && Number(value) === 0)

describe("reading any answer at all", () => {
  it("never throws", () => {
    const anything = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(fc.oneof(plausible, anything), endpoint, (record, by) => {
        expect(() => observed(record, reading(by))).not.toThrow()
      }),
    )
  })

  it("never says paid unless the three fields agree and no echo differs", () => {
    fc.assert(
      fc.property(plausible, endpoint, (record, by) => {
        if (stateOf(record, reading(by)) !== "paid") return
        const { respCode } = Object(record.params ?? {})
        expect(isTwo(record.OrderStatus) && isTwo(record.orderStatus)).toBe(true)
        expect(isZero(record.ErrorCode) && isZero(record.errorCode)).toBe(true)
        expect([record.OrderStatus, record.orderStatus].some((value) => value !== undefined)).toBe(true)
        expect([record.ErrorCode, record.errorCode].some((value) => value !== undefined)).toBe(true)
        expect(
          respCode === undefined ? by === "extended" && Number(record.actionCode) === 0 : Number(respCode) === 0,
        ).toBe(true)
        expect(record.Amount === undefined || Number(record.Amount) === sought.amountMinor).toBe(true)
        expect(record.depositAmount === undefined || Number(record.depositAmount) === sought.amountMinor).toBe(true)
        expect(record.OrderNumber === undefined || record.OrderNumber === sought.reference).toBe(true)
      }),
      { numRuns: 20_000 },
    )
  })

  it("says paid for every leniency of a right answer", () => {
    const two = fc.constantFrom(2, "2", " 2 ")
    const zero = fc.constantFrom(0, "0", "00")
    const right = fc.record(
      {
        ErrorCode: zero,
        OrderStatus: two,
        params: fc.record({ respCode: zero }),
        Amount: fc.constantFrom(100_320, "100320"),
      },
      { requiredKeys: ["ErrorCode", "OrderStatus", "params"] },
    )
    fc.assert(
      fc.property(right, endpoint, (record, by) => {
        expect(stateOf(record, reading(by))).toBe("paid")
      }),
    )
  })
})
