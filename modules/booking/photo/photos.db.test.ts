import sharp from "sharp"
import { describe, expect, it } from "vitest"
import type { Visit } from "#kernel/command.ts"
import type { Upload } from "#kernel/contract.ts"
import { openHouse, voisin } from "../../../checks/testing/house.ts"
import { refusal } from "../../orders/testing/orders.ts"
import { booked, held, openWorkshop, otherTechnicianOf } from "../testing/visits.ts"
import { photoRoutes } from "./routes.ts"

const house = await openHouse()
await openWorkshop(house)
await openWorkshop(house, voisin)

const upload = (bytes: Uint8Array | null): Upload => ({ read: async () => bytes })
const picture = (red: number) =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: { r: red, g: 0, b: 0 } } })
    .jpeg()
    .toBuffer()

async function asked(
  visit: Visit,
  name: string,
  { params = {}, query = {}, body }: { params?: object; query?: object; body?: Upload },
) {
  const route = photoRoutes.find((each) => each.name === name)
  if (route === undefined) throw new Error(`no route ${name}`)
  return (await route.handle(visit, { params, query, body })) as { id: string; bytes: Uint8Array }
}

describe("a photo of what is wrong", () => {
  it("is sent with the slot that is held, and seen by who holds its token", async () => {
    const { id, holdToken } = await held(house)
    const params = { holdToken }
    const added = await asked(house.anyone(), "addHoldPhoto", { params, body: upload(await picture(10)) })
    const again = await asked(house.anyone(), "addHoldPhoto", { params, body: upload(await picture(10)) })
    const seen = await asked(house.anyone(), "showHoldPhoto", {
      params: { holdToken, id: added.id },
      query: { size: "thumb" },
    })

    expect(added).toEqual({ id: added.id, width: 400, height: 300, takenBy: "customer" })
    expect(again.id).toBe(added.id)
    expect((await sharp(seen.bytes).metadata()).width).toBe(320)
    expect(await house.eventsOf(id)).toEqual([])

    await asked(house.anyone(), "addHoldPhoto", { params, body: upload(await picture(20)) })
    const third = asked(house.anyone(), "addHoldPhoto", { params, body: upload(await picture(30)) })
    expect(await refusal(third)).toEqual({ code: "photos_at_most", facts: { atMost: 2 } })

    house.clock.now = house.clock.now.add({ minutes: 11 })
    const late = asked(house.anyone(), "showHoldPhoto", {
      params: { holdToken, id: added.id },
      query: { size: "full" },
    })
    expect(await refusal(late)).toMatchObject({ code: "hold_expired" })
  })

  it("is sent by the link, and is nobody else's to see", async () => {
    const [own, other] = [await booked(house), await booked(house, { startsAt: "2026-11-20T11:00:00Z" })]
    const { id } = await asked(house.guest(own), "addPhoto", { body: upload(await picture(40)) })
    const size = { query: { size: "full" } }

    expect(await house.eventsOf(own)).toEqual(["photo.added"])
    expect((await asked(house.guest(own), "showPhoto", { params: { id }, ...size })).bytes.byteLength).toBeGreaterThan(
      100,
    )
    expect(await refusal(asked(house.guest(other), "showPhoto", { params: { id }, ...size }))).toMatchObject({
      code: "not_found",
    })
    const neighbour = house.as("manager", voisin)
    const peek = asked(neighbour, "showDeskPhoto", { params: { id: own, photoId: id }, ...size })
    expect(await refusal(peek)).toMatchObject({ code: "not_found" })
  })

  it.each([
    ["too many bytes", null, "photo_too_large", "11"],
    ["no picture", new TextEncoder().encode("<html>"), "photo_not_an_image", "12"],
    ["nothing", new Uint8Array(), "photo_not_an_image", "13"],
  ])("is refused when it is %s", async (_, bytes, code, hour) => {
    const id = await booked(house, { technicianId: otherTechnicianOf(), startsAt: `2026-11-20T${hour}:00:00Z` })

    expect(await refusal(asked(house.guest(id), "addPhoto", { body: upload(bytes) }))).toMatchObject({ code })
  })

  it("is refused once the visit is off", async () => {
    const id = await booked(house, { status: "cancelled" })
    const late = asked(house.guest(id), "addPhoto", { body: upload(await picture(50)) })

    expect(await refusal(late)).toEqual({ code: "appointment_not_open", facts: { status: "cancelled" } })
  })

  it("by two at once leaves no more than there may be", async () => {
    const id = await booked(house, { startsAt: "2026-11-21T09:00:00Z" })
    const sent = await Promise.allSettled(
      [60, 70, 80, 90].map(async (red) => asked(house.guest(id), "addPhoto", { body: upload(await picture(red)) })),
    )

    expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(2)
  })
})

describe("a photo by who is there", () => {
  it("is kept once, however often the phone sends it", async () => {
    const id = await booked(house, { startsAt: "2026-11-22T09:00:00Z" })
    const visit = { ...house.as("technician"), idempotencyKey: "photo-1" }
    const body = upload(await picture(100))
    const first = await asked(visit, "addDeskPhoto", { params: { id }, body })
    const second = await asked(visit, "addDeskPhoto", { params: { id }, body })

    expect(second).toEqual(first)
    expect(first).toMatchObject({ takenBy: "staff" })
    expect(await house.eventsOf(id)).toEqual(["photo.added"])
  })

  it("is refused to another technician, and to the neighbour", async () => {
    const id = await booked(house, { technicianId: otherTechnicianOf(), startsAt: "2026-11-23T09:00:00Z" })
    const body = upload(await picture(110))

    expect(await refusal(asked(house.as("technician"), "addDeskPhoto", { params: { id }, body }))).toMatchObject({
      code: "visit_not_yours",
    })
    expect(await refusal(asked(house.as("manager", voisin), "addDeskPhoto", { params: { id }, body }))).toMatchObject({
      code: "not_found",
    })
    expect(await asked(house.as("manager"), "addDeskPhoto", { params: { id }, body })).toMatchObject({
      takenBy: "staff",
    })
  })
})
