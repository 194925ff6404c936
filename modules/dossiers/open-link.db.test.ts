import pg from "pg"
import { afterEach, describe, expect, it, vi } from "vitest"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { openPayer } from "../../checks/testing/payer.ts"
import { newLink, openLink } from "./index.ts"

const house = await openHouse()
const { dossier } = await openPayer(house)
const dossierId = await dossier()
const { token } = newLink(house.kernel, { businessId: maison.id, dossierId })

afterEach(() => vi.restoreAllMocks())

describe("opening a guest link", () => {
  it("names its dossier, at its own business only", async () => {
    expect(await openLink(house.kernel, { businessId: maison.id, token })).toBe(dossierId)
    expect(await openLink(house.kernel, { businessId: voisin.id, token })).toBeNull()
  })

  it("asks the database once, without a transaction", async () => {
    await openLink(house.kernel, { businessId: maison.id, token })
    const asked = vi.spyOn(pg.Client.prototype, "query")
    await openLink(house.kernel, { businessId: maison.id, token })

    expect(asked).toHaveBeenCalledTimes(1)
  })
})
