import { describe, expect, it } from "vitest"
import { smsParts, smsText } from "./sms-text.ts"

describe("writing an SMS", () => {
  it("folds French into the letters that cost one part", () => {
    expect(smsText("MJ\u00a0: ça coûte 18\u202f500\u00a0DA, « à l’œil »…")).toBe(
      `MJ : ca coute 18 500 DA, " à l'oeil "...`,
    )
  })
  it("keeps the accents that an SMS has", () => {
    expect(smsText("déjà où è")).toBe("déjà où è")
  })
  it("leaves Arabic as it is, without invisible signs", () => {
    expect(smsText("موعدك \u2066RDV-7K3F\u2069 على الساعة\u00a010:30")).toBe("موعدك RDV-7K3F على الساعة 10:30")
  })
  it("does not take a text apart for one name in another script", () => {
    expect(smsText("Bonjour نادية, ça va")).toBe("Bonjour نادية, ça va")
  })
  it.each([
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["a".repeat(306), 2],
    ["€".repeat(81), 2],
    ["ع".repeat(70), 1],
    ["ع".repeat(71), 2],
    ["ع".repeat(135), 3],
  ])("counts its parts (%#)", (text, parts) => {
    expect(smsParts(text)).toBe(parts)
  })
})
