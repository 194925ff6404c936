import * as z from "zod"
import { command } from "#kernel/command.ts"
import { errand, type Reach } from "#kernel/errand.ts"
import { wordsOf } from "#kernel/messages.ts"
import type { FiscalDocument } from "./document.ts"
import { renderDocument } from "./pdf/render-document.ts"
import { pdfTextsFrom } from "./pdf/texts.ts"
import * as queries from "./queries.ts"

/** Where the bytes of a document are kept. */
export function documentKey(businessId: string, id: string): string {
  return `${businessId}/documents/${id}.pdf`
}

/** The paper as PDF/A: the same document gives the same bytes. */
export function printed(document: FiscalDocument): Promise<Uint8Array> {
  const words = wordsOf(document)
  return renderDocument(document, { texts: pdfTextsFrom((key) => words(`billing.${key}`)) })
}

/** The bytes are there, and their fingerprint with them: from now on they are what a download gives. */
const storeDocument = command({
  name: "document.store",
  needs: "system.follow",
  input: z.strictObject({ id: z.uuid(), dossierId: z.uuid(), sha256: z.string(), bytes: z.int() }),

  async run({ tx, business, now, tell }, { id, dossierId, sha256, bytes }) {
    if ((await queries.insertFile(tx, { businessId: business.id, id, dossierId, sha256, bytes, storedAt: now })) === 0)
      return
    tell("document.ready", { dossierId, audience: "customer", facts: { documentId: id } })
  },
})

type Found = NonNullable<Awaited<ReturnType<typeof queries.findDocument>>>

/** Makes the PDF of an issued document, once. Drawing it again after a crash gives the same bytes, so nothing is unknown. */
export const renderIssued = errand({
  name: "billing.render",
  leaseMs: 60_000,
  async claim({ tx, subjectId }) {
    if ((await queries.findFile(tx, { id: subjectId })) !== null) return null
    return queries.findDocument(tx, { id: subjectId })
  },
  call: stored,
  async record(acting, { loaded: { id, dossierId }, answer }) {
    await storeDocument.within(acting, { id, dossierId, ...answer })
    return undefined
  },
  onUnknown: stored,
  dossierOf: ({ dossierId }) => dossierId,
})

async function stored({ id, content, hash, previousHash }: Found, { business, files }: Reach) {
  return files.put(documentKey(business.id, id), await printed({ ...content, hash, previousHash }))
}
