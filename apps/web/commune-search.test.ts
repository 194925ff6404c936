import { describe, expect, it } from "vitest"
import { foundCommunes, namedCommune } from "./commune-search.ts"

const zones = [
  { zone: "Centre", communes: ["Hydra", "El Biar", "Bir Mourad Raïs"] },
  { zone: "Est", communes: ["Bab Ezzouar", "Bordj El Kiffan"] },
  { zone: "الوسط", communes: ["حيدرة", "الأبيار"] },
]
const names = (typed: string) => foundCommunes(zones, typed).flatMap(({ communes }) => communes)

describe("looking for a commune", () => {
  it.each([
    ["hyd", ["Hydra"]],
    ["ezz", ["Bab Ezzouar"]],
    ["rais", ["Bir Mourad Raïs"]],
    ["el bi", ["El Biar"]],
    ["bir-mourad", ["Bir Mourad Raïs"]],
    ["حيدره", ["حيدرة"]],
    ["ابيار", ["الأبيار"]],
    ["الابي", ["الأبيار"]],
    ["Oran", []],
  ])("finds %s", (typed, found) => {
    expect(names(typed)).toEqual(found)
  })

  it("shows all of them, by zone, before anything is typed", () => {
    expect(foundCommunes(zones, " ")).toEqual(zones)
  })
})

describe("a commune that was typed out", () => {
  it.each([
    ["hydra", "Hydra"],
    ["bab  ezzouar", "Bab Ezzouar"],
    ["الابيار", "الأبيار"],
    ["bab", undefined],
    ["", undefined],
  ])("%s is taken as it is listed", (typed, listed) => {
    expect(namedCommune(zones, typed)).toBe(listed)
  })
})
