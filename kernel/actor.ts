import type { Country } from "./format.ts"
import type { Currency } from "./money.ts"

export type { Language } from "./format.ts"

export const roles = ["admin", "manager", "technician"] as const
export type Role = (typeof roles)[number]

/** Who asks. `visitor` tells anonymous visitors apart for idempotency and limits; it is no identity. */
export type Actor =
  | { readonly scope: "public"; readonly visitor: string }
  | { readonly scope: "guest"; readonly dossierId: string }
  | { readonly scope: "customer"; readonly customerId: string }
  | { readonly scope: "member"; readonly accountId: string; readonly role: Role }
  | { readonly scope: "system"; readonly name: string }

/** The business a visit is about, as every verb needs it. */
export type Business = {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly country: Country
  readonly currency: Currency
  readonly zone: string
}

/** One row of the permission table: which scopes and staff roles may run a verb. */
export type Grant = {
  readonly scopes?: readonly ("public" | "guest" | "customer")[]
  readonly roles?: readonly Role[]
}
export type Permissions = { readonly [permission: string]: Grant }

export function can(permissions: Permissions, actor: Actor, permission: string): boolean {
  const grant = permissions[permission]
  if (grant === undefined) throw new Error(`permission ${permission} is not in the table`)
  if (actor.scope === "system") return true
  if (actor.scope === "member") return grant.roles?.includes(actor.role) ?? false
  return grant.scopes?.includes(actor.scope) ?? false
}

/** Key of an actor for idempotency: one visitor's keys are not another's. */
export function visitorKey(actor: Actor): string {
  switch (actor.scope) {
    case "public":
      return `public:${actor.visitor}`
    case "guest":
      return `guest:${actor.dossierId}`
    case "customer":
      return `customer:${actor.customerId}`
    case "member":
      return `member:${actor.accountId}`
    case "system":
      return `system:${actor.name}`
  }
}

export function actorId(actor: Actor): string | null {
  if (actor.scope === "customer") return actor.customerId
  if (actor.scope === "member") return actor.accountId
  return null
}
