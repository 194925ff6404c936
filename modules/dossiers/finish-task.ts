import * as z from "zod"
import { actorId } from "#kernel/actor.ts"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { refuser } from "#kernel/refusals.ts"
import * as queries from "./queries.ts"

const refuse = refuser("dossiers", { task_done_already: { status: 409 } })

/** A member of staff has looked at it. What was done about it is in the dossier's own timeline. */
export const completeTask = command({
  name: "task.finish",
  needs: "tasks.finish",
  sees: (task) => [{ ids: [task.id], counted: queries.countTasks }],
  input: z.strictObject({ id }),

  async run({ tx, actor, now, tell }, task) {
    const done = await queries.finishTask(tx, { id: task.id, doneAt: now, doneBy: actorId(actor) })
    if (done === null) return refuse("task_done_already")

    tell("task.finished", { dossierId: done.dossierId, facts: { taskId: task.id, kind: done.kind } })
    return { id: task.id }
  },
})
