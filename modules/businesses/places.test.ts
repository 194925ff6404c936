import { describe, expect, it } from "vitest"
import { communeName, communeNamed, communesOf, isCommune, wilaya, wilayaName, wilayas } from "./places.ts"

describe("the places of Algeria", () => {
  it("are 69 wilayas, each with its communes", () => {
    expect(wilayas().map(({ code }) => code)).toEqual(Array.from({ length: 69 }, (_, i) => i + 1))
    expect(wilayas().filter(({ code }) => communesOf(code).length === 0)).toEqual([])
    expect(wilayas().reduce((sum, { code }) => sum + communesOf(code).length, 0)).toBe(1541)
  })

  it("have a French and an Arabic name, which tell every commune of a wilaya apart", () => {
    for (const { code } of wilayas()) {
      for (const commune of communesOf(code)) {
        expect(communeNamed(code, commune.fr)).toEqual(commune)
        expect(communeNamed(code, commune.ar)).toEqual(commune)
      }
    }
  })

  it("are named in the language of the reader", () => {
    expect(wilaya(16)).toEqual({ code: 16, fr: "Alger", ar: "الجزائر" })
    expect([wilayaName(31, "fr"), wilayaName(31, "ar"), wilayaName(31, "en")]).toEqual(["Oran", "وهران", "Oran"])
    expect(communeName(16, "bab ezzouar", "ar")).toBe("باب الزوار")
    expect(communeName(16, "باب الزوار", "fr")).toBe("Bab Ezzouar")
  })
})

describe("recognising a commune", () => {
  it.each([
    [16, "Bab Ezzouar"],
    [16, "BAB-EZZOUAR"],
    [16, "  bab   ezzouar "],
    [16, "باب الزوار"],
    [16, "باب الزّوار"],
    [9, "Bougara"],
    [19, "Sétif"],
    [19, "setif"],
    [6, "Bejaia"],
    [6, "Béjaïa"],
  ])("accepts in wilaya %i what is written %s", (code, name) => {
    expect(isCommune(code, name)).toBe(true)
  })

  it.each([
    [31, "Bab Ezzouar"],
    [16, "Sétif"],
    [16, ""],
    [16, "-"],
    [70, "Alger Centre"],
  ])("refuses in wilaya %i what is written %s", (code, name) => {
    expect(isCommune(code, name)).toBe(false)
  })

  it("leaves an unknown name as it was written", () => {
    expect(communeName(16, "Lotissement des Pins", "ar")).toBe("Lotissement des Pins")
    expect(wilayaName(99, "fr")).toBe("99")
  })
})
