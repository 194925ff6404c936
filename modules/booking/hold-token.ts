import type { Kernel } from "#kernel/command.ts"
import { hashOf, linkToken } from "#kernel/secrets.ts"

type Keys = Pick<Kernel, "linkKeys">
type Held = { readonly businessId: string; readonly holdId: string }

function tokenIn({ linkKeys }: Keys, { businessId, holdId, version }: Held & { readonly version: number }): string {
  return linkToken({ businessId, dossierId: holdId, purpose: "hold", generation: 1, version }, linkKeys)
}

/** What the holder of a slot shows to book it, and what the row keeps of it. */
export function newHoldToken(kernel: Keys, held: Held): { readonly token: string; readonly hash: Buffer } {
  const token = tokenIn(kernel, { ...held, version: kernel.linkKeys.current })
  return { token, hash: hashOf(token) }
}

/** The same token again, by whichever key it was made. */
export function holdTokenOf(kernel: Keys, { hash, ...held }: Held & { readonly hash: Buffer | null }): string {
  const versions = [...kernel.linkKeys.keys.keys()]
  const token = versions
    .map((version) => tokenIn(kernel, { ...held, version }))
    .find((made) => hash?.equals(hashOf(made)))
  if (token === undefined) throw new Error(`hold ${held.holdId} has a token that no key makes`)
  return token
}
