import { describe, expect, it } from "vitest"
import { done, refused, typedIn, untouched } from "./form-state.ts"
import { problemFrom } from "./problem.ts"

const form = (entries: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(entries)) data.set(name, value)
  return data
}
const sent = { form: form({ "customer.phone": "12", $ACTION_KEY: "k" }), before: untouched }

describe("a form that the API refuses", () => {
  it("says what is wrong under each field, and keeps what was typed", () => {
    const problem = problemFrom(422, {
      status: 422,
      code: "input_invalid",
      detail: "Certaines informations sont à corriger.",
      errors: [{ path: "customer.phone", code: "phone_not_mobile", detail: "Donnez un numéro de mobile." }],
    })

    expect(refused(problem, sent)).toEqual({
      values: { "customer.phone": "12" },
      errors: { "customer.phone": "Donnez un numéro de mobile." },
      notice: { tone: "bad", text: "Certaines informations sont à corriger." },
      alternatives: [],
      go: null,
      count: 1,
    })
  })

  it.each([
    ["captcha_wrong", "captcha"],
    ["commune_unknown", "delivery.commune"],
    ["amount_below_gateway", "payment.method"],
  ])("puts %s under %s", (code, field) => {
    const state = refused({ code, detail: "Non.", errors: [] }, sent)

    expect(state.errors).toEqual({ [field]: "Non." })
    expect(state.notice).toBeNull()
  })

  it("says any other refusal above the form", () => {
    const state = refused({ code: "stock_short", detail: "Plus assez de stock.", errors: [] }, sent)

    expect(state.notice).toEqual({ tone: "bad", text: "Plus assez de stock." })
  })

  it("offers the slots that are named instead", () => {
    const alternatives = ["2026-11-22T08:00:00Z", "2026-11-22T09:00:00Z"].map((startsAt) => ({ startsAt }))
    const problem = problemFrom(409, { status: 409, code: "slot_taken", detail: "Pris.", alternatives })

    expect(refused(problem, sent).alternatives).toEqual(["2026-11-22T08:00:00Z", "2026-11-22T09:00:00Z"])
    expect(problemFrom(409, { status: 409, code: "slot_taken", alternatives: "?" }).alternatives).toEqual([])
  })
})

describe("what is shown again", () => {
  it("never holds a password", () => {
    expect(typedIn(form({ email: "a@b.example", password: "secret" }))).toEqual({ email: "a@b.example" })
  })

  it("is empty after success", () => {
    expect(done("C’est fait.", { ...untouched, values: { reason: "x" }, count: 3 })).toEqual({
      ...untouched,
      notice: { tone: "good", text: "C’est fait." },
      count: 4,
    })
  })
})

describe("an answer that is no problem", () => {
  it.each([
    [502, "<html>", 502],
    [200, null, 502],
    [503, { title: "?" }, 503],
  ])("counts as the API being away: %s %j", (status, body, shown) => {
    expect(problemFrom(status, body)).toMatchObject({ status: shown, code: "unavailable", retryAfterSeconds: 2 })
  })
})
