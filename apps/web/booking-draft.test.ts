import { describe, expect, it } from "vitest"
import { appointmentParts, bookingDraftFrom, bookingDraftText, withForm } from "./booking-draft.ts"

const form = (entries: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(entries)) data.set(name, value)
  return data
}

describe("keeping what was typed on the way to an appointment", () => {
  it("finds it again, and nothing that is no field", () => {
    const draft = withForm({ commune: "Hydra" }, form({ "customer.name": " سليم ", captcha: "7" }))

    expect(bookingDraftFrom(bookingDraftText(draft))).toEqual({ commune: "Hydra", "customer.name": "سليم" })
  })

  it("lets a field go that was emptied", () => {
    expect(withForm({ landmark: "mosquée", commune: "Hydra" }, form({ landmark: "" }))).toEqual({ commune: "Hydra" })
  })

  it("fits a cookie when every field is as long as it may be, in Arabic", () => {
    const names = ["commune", "customer.name", "address", "landmark", "notes"]
    const arabic = Object.fromEntries(names.map((name) => [name, "ش".repeat(5_000)]))
    const draft = withForm({}, form({ ...arabic, "customer.email": "a".repeat(5_000) }))

    expect(bookingDraftText(draft).length).toBeLessThan(3_900)
    expect(draft.notes).toHaveLength(500)
  })
})

describe("turning it into an appointment", () => {
  it("names the boiler only when one was chosen", () => {
    const draft = (boiler: string) => appointmentParts(withForm({}, form({ boiler })))

    expect(draft("baxi-luna-3")).toMatchObject({ boiler: "baxi-luna-3" })
    expect(draft("")).not.toHaveProperty("boiler")
  })

  it("leaves away what may be left away, and takes silence for no consent", () => {
    expect(appointmentParts({ "customer.name": "Nadia", "customer.phone": "0550123456" })).toEqual({
      customer: { name: "Nadia", phone: "0550123456" },
      address: "",
      consentsToReminders: false,
    })
  })
})
