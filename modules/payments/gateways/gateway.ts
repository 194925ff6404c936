import type { Language } from "#kernel/actor.ts"
import type { Http } from "#kernel/http.ts"
import type { Currency } from "#kernel/money.ts"

/** One company that takes cards or wallets for us. Manual transfer and cash are not gateways: staff settle those. */
export type Gateway = {
  readonly name: string
  readonly capabilities: Capabilities
  /** Our reference: a new one for every `start`, kept for ever, because gateways refuse one they have seen. */
  readonly references: { readonly pattern: RegExp; next(): string }
  readonly sweep: Sweep
  /** `secret` is the business's own account at the gateway as it was stored; throws when it has not the right shape. */
  connect(line: Line): Connection
}

export type Capabilities = {
  readonly currencies: readonly Currency[]
  /** "nudge": unsigned, only a reason to ask. "signed": by signature, or by a token that `start` answered. */
  readonly notification: "none" | "nudge" | "signed"
  readonly refund: "none" | "full" | "partial"
  /** The gateway can close a payment we no longer want. */
  readonly cancel: boolean
  /** How long a payer may take; null where the gateway sets no end. */
  readonly sessionMinutes: number | null
  /** Least amount of a payment, and of a refund. */
  readonly minimumMinor: number
}

/** Minutes after `start` at which an open payment is asked about, should nobody come back. */
export type Sweep = { readonly confirmMinutes: readonly number[]; readonly readMinutes: readonly number[] }

/** `timeoutMs` bounds one exchange with the gateway. */
export type Line = { readonly http: Http; readonly secret: unknown; readonly timeoutMs: number }

export type Connection = {
  start(request: StartRequest): Promise<Outcome<Started>>
  /** Asks, and tells the gateway that we know: SATIM gives back what nobody confirms. Until a payment is settled. */
  confirm(sought: Sought, now: Temporal.Instant): Promise<Outcome<Observation>>
  /** Asks, and changes nothing there. For every later look. */
  readStatus(sought: Sought, now: Temporal.Instant): Promise<Outcome<Observation>>
  /** After "unknown" read the status before another try: no gateway here takes an idempotency key. */
  refund?(request: RefundRequest): Promise<Outcome<Refunded>>
  cancel?(sought: Sought): Promise<Outcome<Cancelled>>
  parseNotification?(raw: RawNotification): ParsedNotification
}

/** `refused` is the gateway's definitive no. `unknown` may have happened: never take it for a failure. */
export type Outcome<T> = Answered<T> | Refused | Unknown

export type Answered<T> = { readonly kind: "answered"; readonly value: T }

export type Refused = { readonly kind: "refused"; readonly code: string; readonly text: string; readonly raw: Raw }

export type Unknown = {
  readonly kind: "unknown"
  /**
   * "unsent": nothing of the call left us, so it may be made again; "fault": the gateway said that it failed;
   * "unreadable": it answered something that is not its protocol.
   */
  readonly reason: "unsent" | "timeout" | "unreachable" | "unreadable" | "fault"
  /** For the log: no address, no credentials, no words of the answer. */
  readonly detail: string
}

/** The answer as it came, kept for disputes and certification: without credentials or whole card numbers. */
export type Raw = { readonly [name: string]: unknown }

export type StartRequest = {
  /** From `references.next()`, never used before. */
  readonly reference: string
  readonly amountMinor: number
  readonly currency: Currency
  readonly language: Language
  /** What the payer reads on the gateway's page. */
  readonly description: string
  /** The dossier's public number, for whoever reads the gateway's back office. */
  readonly dossierNumber: string
  readonly returnUrl: string
  readonly failUrl: string
  /** Where the gateway may notify; unused by gateways whose `notification` is "none". */
  readonly notifyUrl: string
  readonly payer: Payer
}

export type Payer = { readonly name: string | null; readonly email: string | null; readonly phone: string | null }

export type Started = {
  readonly gatewayReference: string
  readonly redirectUrl: string
  /** Secret that genuine notifications of this payment carry (CinetPay); null elsewhere. */
  readonly notificationToken: string | null
  readonly raw: Raw
}

/** What a payment must be for an answer about it to count. */
export type Sought = {
  readonly reference: string
  readonly gatewayReference: string
  readonly amountMinor: number
  readonly currency: Currency
  readonly startedAt: Temporal.Instant
  readonly language: Language
}

export type PaymentState =
  | "pending"
  | "authorised"
  | "paid"
  | "failed"
  | "cancelled"
  | "expired"
  | "refunded"
  | "unknown"

/** What the gateway says now. "failed" and "expired" may still be followed by "paid"; "unknown" is for a person to see. */
export type Observation = {
  readonly state: PaymentState
  readonly amountMinor: number | null
  readonly currency: Currency | null
  /** Our reference as the gateway echoes it. */
  readonly orderNumber: string | null
  /** Of the amount, what the gateway holds for us after refunds, where it says so. */
  readonly depositMinor: number | null
  /** What the answer contradicts: a payment is never "paid" while this names anything. */
  readonly disagreements: readonly string[]
  readonly evidence: Evidence
  readonly raw: Raw
}

/** Safe to store, to show on a receipt and to read to a bank. */
export type Evidence = {
  readonly approvalCode: string | null
  readonly maskedPan: string | null
  readonly respCode: string | null
  readonly respCodeDescription: string | null
  readonly actionCode: string | null
  readonly actionCodeDescription: string | null
  readonly method: string | null
}

export type RefundRequest = {
  readonly gatewayReference: string
  readonly amountMinor: number
  readonly currency: Currency
  readonly language: Language
}

export type Refunded = { readonly raw: Raw }
export type Cancelled = { readonly raw: Raw }

/** `body` is the bytes as received: a signature covers those and no other form of them. */
export type RawNotification = {
  readonly method: string
  readonly query: URLSearchParams
  readonly headers: { readonly [name: string]: string | undefined }
  readonly body: Uint8Array
}

export type ParsedNotification =
  | { readonly kind: "forged"; readonly reason: string }
  /** Genuine or not, nothing to do: a ping, an unknown type. */
  | { readonly kind: "ignored"; readonly reason: string }
  | {
      readonly kind: "about"
      /** The same for every delivery of one event; null for nudges, which are never deduplicated. */
      readonly eventId: string | null
      readonly reference: string | null
      readonly gatewayReference: string | null
      /** "token": the caller compares `token` with the payment's `notificationToken`, in constant time. */
      readonly proof: "signature" | "token" | "none"
      readonly token: string | null
    }
