import type { OutcomeName } from "./outcomes.ts"

/** The code every test card expects on the second page. */
export const oneTimeCode = "123456"
export const oneTimeCodeTries = 3

/** "pending" is the issuer that never answers: the browser comes back, the order stays as it was registered. */
export type CardOutcome = OutcomeName | "pending"

/** Invented numbers: no card network issues under 9999. Any CVV2 of three digits and any date ahead will do. */
export const testCards = {
  "9999000000000001": "accepted",
  "9999000000000002": "insufficient_balance",
  "9999000000000003": "wrong_cvv",
  "9999000000000004": "expired_card",
  "9999000000000005": "blocked",
  "9999000000000006": "declined_without_status",
  "9999000000000007": "pending",
  "9999000000000008": "lost",
  "9999000000000009": "stolen",
  "9999000000000010": "wrong_expiry",
  "9999000000000011": "card_limit",
  "9999000000000012": "not_online",
} as const satisfies Record<string, CardOutcome>

export const acceptedCard = "9999000000000001"

export function outcomeOf(pan: string): CardOutcome {
  return Object.entries(testCards).find(([known]) => known === pan)?.[1] ?? "unknown_card"
}
