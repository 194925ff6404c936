import type { Acting } from "#kernel/command.ts"
import { newId } from "#kernel/ids.ts"
import * as queries from "./queries.ts"

/** A number wants no SMS: nothing goes there until it writes START. */
export async function refuseTexts({ tx, business, now }: Acting, phone: string): Promise<void> {
  await queries.insertTextRefusal(tx, { businessId: business.id, id: newId(), phone, now })
}

export async function wantTexts({ tx }: Acting, phone: string): Promise<void> {
  await queries.deleteTextRefusal(tx, { phone })
}
