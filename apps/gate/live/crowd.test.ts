import { describe, expect, it } from "vitest"
import { openCrowd } from "./crowd.ts"

describe("the crowd of live pages", () => {
  const enter = (crowd: ReturnType<typeof openCrowd>, network: string, subject: string) =>
    crowd.enter({ network, subject })
  const tooMany = expect.objectContaining({ code: "too_many_requests", status: 429 })

  it("has twenty places for each address and for each subject", () => {
    const crowd = openCrowd()
    for (let page = 0; page < 20; page++) enter(crowd, "a", `order ${page}`)
    for (let page = 0; page < 20; page++) enter(crowd, `address ${page}`, "member")

    expect(() => enter(crowd, "a", "another order")).toThrow(tooMany)
    expect(() => enter(crowd, "another address", "member")).toThrow(tooMany)
    expect(() => enter(crowd, "another address", "another order")).not.toThrow()
  })

  it("has a place again for each that leaves, and one only", () => {
    const crowd = openCrowd({ all: 10, network: 2, subject: 10 })
    const leave = enter(crowd, "a", "x")
    enter(crowd, "a", "y")
    leave()
    leave()

    expect(() => enter(crowd, "a", "z")).not.toThrow()
    expect(() => enter(crowd, "a", "z")).toThrow(tooMany)
  })

  it("ends somewhere for all together", () => {
    const crowd = openCrowd({ all: 1, network: 20, subject: 20 })
    enter(crowd, "a", "x")

    expect(() => enter(crowd, "b", "y")).toThrow(expect.objectContaining({ code: "unavailable" }))
  })
})
