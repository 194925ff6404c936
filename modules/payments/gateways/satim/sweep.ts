import type { Sweep } from "../gateway.ts"

/** The gateway drops an order nobody paid, and gives back a payment nobody acknowledged, 20 minutes after registering. */
export const satimSessionMinutes = 20

/**
 * SATIM has no webhook, so a lost browser is a lost payment unless we ask. Acknowledging at +3, +8, +15 and +19 minutes
 * stays inside the session (guide: unconfirmed orders are cancelled; 20 minutes is what integrators measured); later
 * looks only read, for late payments and for what the bank did in its back office.
 */
export const satimSweep: Sweep = { confirmMinutes: [3, 8, 15, 19], readMinutes: [22, 30, 60, 360, 1440] }
