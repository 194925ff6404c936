import * as z from "zod"
import { command } from "#kernel/command.ts"
import { job } from "#kernel/events.ts"
import { lockDossier } from "#modules/dossiers/index.ts"
import { payments } from "./draft.ts"
import { savedDocument } from "./issued-document.ts"
import { post } from "./ledger.ts"
import { creditNotePostings } from "./movements.ts"
import * as queries from "./queries.ts"
import { takenNumber } from "./series.ts"

/** Undoes the dossier's invoice as a whole, by a document of its own; null when nothing was invoiced. Asked again, it is the same one. */
export const issueCreditNote = command({
  name: "credit-note.issue",
  needs: "system.follow",
  input: z.strictObject({ dossierId: z.uuid(), payments }),

  async run(acting, { dossierId, payments }) {
    const { tx, business, tell } = acting
    await lockDossier(tx, { dossierId })
    const invoice = await queries.invoiceOf(tx, { dossierId })
    if (invoice === null) return null
    const before = await queries.creditNoteOf(tx, { correctsId: invoice.id })
    if (before !== null) return { creditNoteId: before.id, number: before.number }

    await queries.lowerBalance(tx, { dossierId, amountMinor: invoice.totalMinor })
    const numbered = await takenNumber(acting, "credit_note")
    const content = {
      ...invoice.content,
      kind: "credit_note" as const,
      number: numbered.number,
      issuedAt: numbered.issuedAt.toString(),
      payments,
      mentions: [],
      corrects: { number: invoice.number, issuedAt: invoice.content.issuedAt },
    }
    const creditNoteId = await savedDocument(acting, { dossierId, numbered, content, correctsId: invoice.id })
    await post(acting, { dossierId, currency: business.currency, postings: creditNotePostings(content) })
    tell("credit-note.issued", {
      dossierId,
      audience: "customer",
      facts: { creditNoteId, number: content.number, corrects: invoice.number, kind: "credit_note" },
      jobs: [job("billing.render", creditNoteId)],
    })
    return { creditNoteId, number: content.number }
  },
})
