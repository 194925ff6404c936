import type { Acting } from "#kernel/command.ts"
import { findTwilioAccount } from "#modules/channels/index.ts"
import * as queries from "./queries.ts"

/** Whether an SMS may go to a number: `no` where there is none, or the business has no account to send with. */
export async function canText(
  acting: Pick<Acting, "tx" | "kernel">,
  phone: string | null,
): Promise<"yes" | "no" | "opted_out"> {
  if (phone === null || (await findTwilioAccount(acting)) === null) return "no"
  return (await queries.findTextRefusal(acting.tx, { phone })) === null ? "yes" : "opted_out"
}
