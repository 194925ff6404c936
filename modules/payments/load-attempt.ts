import * as z from "zod"
import type { Language } from "#kernel/actor.ts"
import type { Running } from "#kernel/errand.ts"
import { readSecret } from "#modules/businesses/index.ts"
import { findDossier } from "#modules/dossiers/index.ts"
import * as queries from "./queries/attempts.ts"

/** An attempt with all that its gateway is asked by; it holds the business's secret, so it is never written anywhere. */
export type LoadedAttempt = {
  readonly attempt: queries.Attempt
  /** Every call ever made for it, oldest first. */
  readonly references: readonly queries.Reference[]
  readonly language: Language
  readonly dossierNumber: string
  readonly secret: unknown
  readonly now: Temporal.Instant
}

type Loading = Pick<Running, "tx" | "kernel" | "now">

const secretJson = z.string().transform((text): unknown => JSON.parse(text))

export async function loadAttempt(loading: Loading, attemptId: string): Promise<LoadedAttempt | null> {
  const { tx, now } = loading
  const attempt = await queries.findAttempt(tx, { id: attemptId })
  if (attempt === null) return null
  const dossier = await findDossier(tx, { id: attempt.dossierId })
  if (dossier === null) throw new Error(`dossier ${attempt.dossierId} is gone`)
  const references = await queries.referencesOf(tx, { attemptId })
  const secret = secretJson.nullable().parse(await readSecret(loading, attempt.gateway))

  return { attempt, references, language: dossier.locale, dossierNumber: dossier.number, secret, now }
}

/** The attempt of a dossier that may still be paid on a gateway's page; null when there is none. */
export async function loadOpenAttempt(loading: Loading, dossierId: string): Promise<LoadedAttempt | null> {
  const open = await queries.openAttemptOf(loading.tx, { dossierId })
  return open === null ? null : loadAttempt(loading, open.id)
}
