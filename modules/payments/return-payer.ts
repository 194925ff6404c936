import type { Visit } from "#kernel/command.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { runNow } from "#kernel/errand.ts"
import { findDossier, linkAddress, publicAddress } from "#modules/dossiers/index.ts"
import { checkPayment } from "./check-payment.ts"
import type { GatewayName } from "./gateways/index.ts"
import { findReturned } from "./queries/attempts.ts"

/** After a day, a gateway's reference no longer leads to the order: it lies in logs and histories by then. */
const trustedFor = { hours: 24 }

type Returned = { readonly gateway: GatewayName; readonly gatewayReference: string }

/**
 * The page that a payer who comes back goes on to. Nothing in the address is believed: it is a reason to ask the gateway,
 * and only while the attempt may still be paid.
 */
export async function returnedPayer(visit: Visit, returned: Returned): Promise<{ location: string }> {
  const { kernel, business } = visit
  const found = await foundReturn(visit, returned)
  if (found === null) {
    kernel.log.warn({ business: business.slug, gateway: returned.gateway }, "return with an unknown reference")
    return { location: publicAddress(kernel, business, "fr") }
  }

  if (found.status !== "paid" && found.status !== "refunded") {
    await runNow(checkPayment, { kernel, business, subjectId: found.attemptId })
  }
  return { location: found.location }
}

async function foundReturn({ kernel, business }: Visit, { gateway, gatewayReference }: Returned) {
  const actor = { scope: "system", name: "payments.return" } as const
  const since = kernel.clock().subtract(trustedFor)
  return inTransaction(kernel.pool, { businessId: business.id, actor, readOnly: true }, async (tx) => {
    const found = await findReturned(tx, { gateway, gatewayReference, since })
    const dossier = found === null ? null : await findDossier(tx, { id: found.dossierId })
    return found === null || dossier === null ? null : { ...found, location: linkAddress(kernel, business, dossier) }
  })
}
