import { describe, expect, it } from "vitest"
import type { Observation, Outcome, PaymentState } from "./gateways/gateway.ts"
import { foldedState } from "./observe-attempt.ts"

const evidence = {
  approvalCode: null,
  maskedPan: null,
  respCode: null,
  respCodeDescription: null,
  actionCode: null,
  actionCodeDescription: null,
  method: null,
}
const said = (state: PaymentState, disagreements: readonly string[] = []): { outcome: Outcome<Observation> } => ({
  outcome: {
    kind: "answered",
    value: {
      state,
      amountMinor: 5_000,
      currency: "DZD",
      orderNumber: null,
      depositMinor: null,
      disagreements,
      evidence,
      raw: {},
    },
  },
})
const silence = { outcome: { kind: "unknown", reason: "timeout", detail: "" } } as const
const refusal = { outcome: { kind: "refused", code: "5", text: "", raw: {} } } as const

describe("what all calls of one attempt say together", () => {
  it("is paid when one of them is, whatever the others say", () => {
    expect(foldedState([said("expired"), silence, said("paid"), said("failed")])).toBe("paid")
  })
  it("is doubt when one of them is not known and none is paid", () => {
    expect(foldedState([said("failed"), silence])).toBe("unknown")
    expect(foldedState([refusal])).toBe("unknown")
    expect(foldedState([said("unknown")])).toBe("unknown")
  })
  it("is a mismatch when the gateway contradicts what we asked", () => {
    expect(foldedState([said("pending"), said("unknown", ["amount"])])).toBe("mismatch")
  })
  it("waits while one of them may still be paid", () => {
    expect(foldedState([said("expired"), said("authorised")])).toBe("pending")
  })
  it("has failed when all of them have", () => {
    expect(foldedState([said("failed"), said("failed")])).toBe("failed")
    expect(foldedState([said("failed"), said("expired")])).toBe("expired")
  })
  it("is nothing at all while the gateway holds nothing of ours", () => {
    expect(foldedState([])).toBe("none")
  })
})
