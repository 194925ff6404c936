import * as z from "zod"
import { type Endpoints, id } from "#kernel/contract.ts"

export const endpoints = {
  finishTask: {
    method: "PUT",
    path: "/desk/tasks/{id}/completion",
    summary: "A person has looked at it: the task is done",
    opens: "session",
    params: z.strictObject({ id }),
    body: z.strictObject({}),
    answer: z.strictObject({ id }),
    status: 200,
    refusals: ["task_done_already"],
  },
} as const satisfies Endpoints
