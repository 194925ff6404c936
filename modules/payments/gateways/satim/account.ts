import { z } from "zod"

/** A merchant's access to SATIM, as its bank and SATIM hand it out. */
export const satimAccount = z.object({
  /** Up to `/payment/rest`. No default: public sources disagree on the production host. */
  baseUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, "")),
  userName: z.string().min(1).max(30),
  password: z.string().min(1).max(30),
  terminalId: z.string().regex(/^[A-Za-z0-9]{1,16}$/),
})

export type SatimAccount = z.output<typeof satimAccount>
