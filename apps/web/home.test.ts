import { describe, expect, it } from "vitest"
import { namedAtHome } from "./home.ts"

describe("the start page", () => {
  it("names the demo businesses of a demo counter", () => {
    expect(namedAtHome({ GUICHET_DEMO: "true", GUICHET_ENV: "development" })).toHaveLength(5)
  })

  it("names nobody in production, unless told to", () => {
    expect(namedAtHome({ GUICHET_DEMO: "true", GUICHET_ENV: "production" })).toEqual([])
    expect(namedAtHome({ GUICHET_ENV: "production", GUICHET_HOME: "a-shop, b-desk," })).toEqual(["a-shop", "b-desk"])
  })

  it("names nobody when told so", () => {
    expect(namedAtHome({ GUICHET_DEMO: "true", GUICHET_HOME: "" })).toEqual([])
  })
})
