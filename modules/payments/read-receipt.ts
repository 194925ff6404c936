import * as z from "zod"
import { query } from "#kernel/query.ts"
import { refuse } from "#kernel/refusals.ts"
import { findDossier } from "#modules/dossiers/index.ts"
import { payingAttempts } from "./queries/attempts.ts"

/** The attempt whose receipt the holder of the link may have; refuses `not_found` when no card has paid. */
export const findPaidAttempt = query({
  name: "receipts.find",
  needs: "documents.read",
  input: z.strictObject({}),

  async run({ tx, actor }) {
    if (actor.scope !== "guest") return refuse("not_found")
    const [attempt] = await payingAttempts(tx, { dossierId: actor.dossierId })
    const dossier = await findDossier(tx, { id: actor.dossierId })
    if (attempt === undefined || dossier === null) return refuse("not_found")
    return { attemptId: attempt.id, number: dossier.number }
  },
})
