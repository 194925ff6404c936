import type { Acting } from "#kernel/command.ts"
import type { Facts } from "#kernel/events.ts"
import { newId } from "#kernel/ids.ts"
import { endTasks, insertTask } from "./queries.ts"

type Task = { readonly dossierId: string; readonly kind: string; readonly facts?: Facts }

/** Something a person must look at; one open task per dossier and kind. The calling verb's event tells it. */
export async function raiseTask({ tx, business, now }: Acting, { dossierId, kind, facts = {} }: Task): Promise<void> {
  await insertTask(tx, { businessId: business.id, id: newId(), dossierId, kind, facts, raisedAt: now })
}

/** What it was raised for has ended by itself. */
export async function finishTask(
  { tx, now }: Acting,
  { dossierId, kind }: Pick<Task, "dossierId" | "kind">,
): Promise<void> {
  await endTasks(tx, { dossierId, kind, doneAt: now })
}
