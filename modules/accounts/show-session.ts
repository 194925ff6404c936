import * as z from "zod"
import { query } from "#kernel/query.ts"
import { refuse } from "#kernel/refusals.ts"
import * as queries from "./queries.ts"

/** The member who asks. */
export const showSession = query({
  name: "session.show",
  needs: "accounts.read-self",
  input: z.strictObject({}),

  async run({ tx, actor }) {
    const account = actor.scope === "member" ? await queries.showAccount(tx, { id: actor.accountId }) : null
    return account ?? refuse("sign_in_needed")
  },
})
