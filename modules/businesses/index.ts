import type { Tx } from "#kernel/database/transaction.ts"
import type { Profile } from "./profile.ts"
import * as queries from "./queries.ts"

export { businessOf } from "./business-of.ts"
export { clockProblems } from "./clock-problems.ts"
export { findBusiness, type KnownBusiness } from "./find-business.ts"
export { listBusinesses } from "./list-businesses.ts"
export { communeName, communeNamed, isCommune, placeKey, wilayaName } from "./places.ts"
export type { Profile } from "./profile.ts"
export { readSecret, storeSecret } from "./secrets.ts"

/** The profile of the business of the scope, with its legal identity. */
export async function findProfile(tx: Tx): Promise<Profile> {
  const { profile } = await queries.findThis(tx, {})
  return profile
}

/** The version of the terms that an order accepts now; empty where the business has published none. */
export async function termsVersion(tx: Tx): Promise<string> {
  const terms = await queries.findTermsVersion(tx, {})
  return terms?.version ?? ""
}
