import * as z from "zod"
import type { Acting, Kernel } from "#kernel/command.ts"
import { readSecret } from "#modules/businesses/index.ts"

const sid = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`))

/** A business's access to Twilio: the secret `twilio`, as JSON. It sends from a number of its own, or by a Messaging Service. */
export const twilioAccount = z
  .object({
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ""))
      .default("https://api.twilio.com"),
    accountSid: sid("AC"),
    authToken: z.string().min(1),
    /** While tokens change: webhooks may be signed with either. */
    secondaryAuthToken: z.string().min(1).optional(),
    from: z
      .string()
      .regex(/^(\+[1-9]\d{6,14}|[A-Za-z0-9 ]{1,11})$/)
      .optional(),
    messagingServiceSid: sid("MG").optional(),
  })
  .refine(({ from, messagingServiceSid }) => (from ?? messagingServiceSid) !== undefined, {
    error: "name a number (from) or a Messaging Service (messagingServiceSid)",
  })

export type TwilioAccount = z.output<typeof twilioAccount>

/** Null where the business has none. Only the house may read it; throws when what is stored has not the right shape. */
export async function findTwilioAccount(
  reading: Pick<Acting, "tx"> & { readonly kernel: Pick<Kernel, "secretKeys"> },
): Promise<TwilioAccount | null> {
  const stored = await readSecret(reading, "twilio")
  return stored === null ? null : twilioAccount.parse(JSON.parse(stored))
}
