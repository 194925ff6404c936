import { beforeEach, describe, expect, it, vi } from "vitest"
import { untouched } from "../../../../form-state.ts"
import { actOnOrder } from "./actions.ts"

const asked = vi.hoisted((): { path: string; given: object }[] => [])
vi.mock("../../../../api.ts", () => ({
  api: async ({ path }: { path: string }, given: object) => {
    asked.push({ path, given })
    return { ok: true, value: {} }
  },
}))
vi.mock("../../../../here.ts", () => ({ here: async () => ({ to: (path: string) => path }) }))
vi.mock("../../../../leave.ts", () => ({ leaveTo: (path: string) => ({ left: path }) }))
vi.mock("next/navigation", () => ({ redirect: () => undefined }))

function press(fields: { readonly [name: string]: string }) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return actOnOrder(untouched, form)
}

beforeEach(() => {
  asked.length = 0
})

describe("a button of the desk's order page", () => {
  it("asks for a refund by that name alone", async () => {
    await press({ id: "o", action: "refund", reason: "sold out", key: "k" })

    expect(asked).toEqual([
      {
        path: "/desk/orders/{id}/refunds",
        given: { params: { id: "o" }, body: { reason: "sold out" }, idempotencyKey: "k" },
      },
    ])
  })

  it.each(["", "refunds", "toString"])("does nothing under the name “%s”", async (action) => {
    await expect(press({ id: "o", action, reason: "x", key: "k" })).rejects.toThrow("no button")
    expect(asked).toEqual([])
  })

  it.each(["done", "failed"])("says that a refund in doubt is %s", async (outcome) => {
    await press({ id: "o", action: "settle", refund: "r", outcome })

    expect(asked).toEqual([{ path: "/desk/refunds/{id}/outcome", given: { params: { id: "r" }, body: { outcome } } }])
  })
})
