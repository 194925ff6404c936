import type { Answered } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { endpoints } from "./contract.ts"
import * as queries from "./queries.ts"
import { refuse } from "./refusals.ts"

/** Refuses `legal_text_not_found`. */
export const showLegalText = query({
  name: "businesses.show-legal-text",
  needs: "business.read",
  input: endpoints.showLegalText.params.extend(endpoints.showLegalText.query.shape),

  async run({ tx }, { kind, locale, version = null }): Promise<Answered<typeof endpoints.showLegalText>> {
    const found = await queries.findLegalText(tx, { kind, locale, version })
    if (found === null) return refuse("legal_text_not_found", { kind })

    return { kind, ...found, publishedAt: found.publishedAt.toString() }
  },
})
