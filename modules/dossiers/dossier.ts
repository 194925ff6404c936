import type { Kernel } from "#kernel/command.ts"
import { hashOf, linkToken } from "#kernel/secrets.ts"

/** What a customer came for, and the prefix of its public number. */
export const kinds = { order: "CMD", appointment: "RDV", claim: "REC", ticket: "TIC", project: "PRJ" } as const
export type Kind = keyof typeof kinds

export type Link = {
  readonly businessId: string
  readonly dossierId: string
  readonly generation: number
  readonly keyVersion: number
}

/** The token of a dossier's guest link: derived, so that it can be sent again, and revoked by the next generation. */
export function tokenOf(
  { linkKeys }: Pick<Kernel, "linkKeys">,
  { businessId, dossierId, generation, keyVersion }: Link,
): string {
  return linkToken({ businessId, dossierId, purpose: "follow", generation, version: keyVersion }, linkKeys)
}

/** The first link of a new dossier: its token, and what the row keeps of it. */
export function newLink(
  kernel: Pick<Kernel, "linkKeys">,
  { businessId, dossierId }: Pick<Link, "businessId" | "dossierId">,
) {
  const keyVersion = kernel.linkKeys.current
  const token = tokenOf(kernel, { businessId, dossierId, generation: 1, keyVersion })
  return { token, keyVersion, hash: hashOf(token) }
}
