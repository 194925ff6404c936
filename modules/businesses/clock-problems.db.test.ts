import { describe, expect, it } from "vitest"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { clockProblems } from "./clock-problems.ts"

const house = await openHouse()

describe("comparing the clocks of Node and Postgres", () => {
  it("finds nothing where both tell the same time for two years", async () => {
    await house.owner.query("update guichet.businesses set zone = 'Europe/Paris' where slug = $1", [voisin.slug])
    expect(await clockProblems(house.kernel)).toEqual([])
  })

  it("names the business and the first day on which they differ", async () => {
    // A zone that Node reads by its name and Postgres as hours east of it, turned round (POSIX).
    await house.owner.query("update guichet.businesses set zone = 'Etc/GMT-1' where slug = $1", [maison.slug])
    await house.owner.query("update guichet.businesses set zone = '+02:00' where slug = $1", [voisin.slug])
    house.clock.now = house.clock.now.add({ minutes: 1 })

    expect(await clockProblems(house.kernel)).toEqual([
      "voisin: +02:00 is another time in Postgres than in Node from 2026-11-20; update the zones of both to the same edition",
    ])
  })
})
