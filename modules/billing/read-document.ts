import * as z from "zod"
import { query } from "#kernel/query.ts"
import { refuseUnseen } from "#kernel/sight.ts"
import * as queries from "./queries.ts"

/** A document that the visitor's own scope shows; `sha256` is null until its bytes are stored. */
export const findOwnDocument = query({
  name: "documents.find",
  needs: "documents.read",
  input: z.strictObject({ id: z.uuid() }),

  async run({ tx, actor }, { id }) {
    const document = await queries.findDocument(tx, { id })
    if (document === null) return refuseUnseen(actor)
    const file = await queries.findFile(tx, { id })
    return { number: document.number, sha256: file?.sha256 ?? null }
  },
})
