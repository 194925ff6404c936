import { createHash } from "node:crypto"
import type { Visit } from "#kernel/command.ts"
import type { FileAnswer } from "#kernel/contract.ts"
import { runNow } from "#kernel/errand.ts"
import { routes } from "#kernel/routes.ts"
import { endpoints } from "./contract.ts"
import { documentKey, renderIssued } from "./print-document.ts"
import { findOwnDocument } from "./read-document.ts"
import { refuse } from "./refusals.ts"

/** The stored bytes, drawn now when the worker has not come to it; bytes that changed on the way are a fault, never an answer. */
async function downloaded(visit: Visit, { id }: { id: string }): Promise<FileAnswer> {
  const { kernel, business } = visit
  let document = await findOwnDocument(visit, { id })
  if (document.sha256 === null) {
    await runNow(renderIssued, { kernel, business, subjectId: id })
    document = await findOwnDocument(visit, { id })
  }
  const bytes = document.sha256 === null ? null : await kernel.outside.files.get(documentKey(business.id, id))
  if (bytes === null) return refuse("document_not_ready")
  if (createHash("sha256").update(bytes).digest("hex") !== document.sha256)
    throw new Error(`the bytes of document ${id} changed`)

  return { bytes, name: `${document.number}.pdf` }
}

export const billingRoutes = routes(endpoints, {
  downloadDocument: (visit, { params }) => downloaded(visit, params),
  downloadDeskDocument: (visit, { params }) => downloaded(visit, params),
})
