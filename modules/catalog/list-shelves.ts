import * as z from "zod"
import type { Answered } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { ready } from "#kernel/ready.ts"
import { endpoints } from "./contract.ts"
import * as queries from "./queries/shelves.ts"

export const listCategories = query({
  name: "catalog.list-categories",
  needs: "catalog.read",
  input: endpoints.listCategories.query,

  async run({ tx }, { locale }) {
    const { answer } = await queries.listCategories(tx, { locale })
    return ready<Answered<typeof endpoints.listCategories>>(answer)
  },
})

export const listBoilers = query({
  name: "catalog.list-boilers",
  needs: "catalog.read",
  input: z.strictObject({}),

  async run({ tx }) {
    const { answer } = await queries.listBoilers(tx, {})
    return ready<Answered<typeof endpoints.listBoilers>>(answer)
  },
})
