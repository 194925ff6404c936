import { describe, expect, it } from "vitest"
import { newId } from "#kernel/ids.ts"
import { maison, openHouse, voisin } from "../../checks/testing/house.ts"
import { placed, refusal } from "../orders/testing/orders.ts"
import { completeTask } from "./finish-task.ts"

const house = await openHouse()
const technician = house.as("technician")
const codeOf = async (attempt: Promise<unknown>) => (await refusal(attempt)).code

async function raised(): Promise<string> {
  const [{ orderId }, id] = [await placed(house), newId()]
  await house.owner.query(
    "insert into guichet.tasks (business_id, id, dossier_id, kind, facts, raised_at) values ($1, $2, $3, 'payment_mismatch', '{}', now())",
    [maison.id, id, orderId],
  )
  return id
}

describe("finishing a task", () => {
  it("takes it off the desk and says who looked at it", async () => {
    const id = await raised()
    await completeTask(technician, { id })

    const { rows } = await house.owner.query(
      "select done_at is not null as done, done_by is not null as signed from guichet.tasks where id = $1",
      [id],
    )
    expect(rows).toEqual([{ done: true, signed: true }])
  })

  it("refuses a second time, visitors, and another business's staff", async () => {
    const id = await raised()
    expect(await codeOf(completeTask(house.anyone(), { id }))).toBe("sign_in_needed")
    expect(await codeOf(completeTask(house.as("manager", voisin), { id }))).toBe("not_found")

    await completeTask(technician, { id })
    expect(await codeOf(completeTask(technician, { id }))).toBe("task_done_already")
  })
})
