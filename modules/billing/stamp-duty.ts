import type { Country } from "#kernel/format.ts"

/** One bracket of the duty; `upToMinor` is included, null has no end. Its rate falls on the whole amount. */
export type StampBracket = { readonly upToMinor: number | null; readonly dutyMinorPerStep: number }

/** A rule of the law from its day on: the rate applies per step of the amount, a part counting as a whole step. */
export type StampRule = {
  readonly country: Country
  readonly effectiveFrom: string
  readonly stepMinor: number
  readonly minimumMinor: number
  readonly brackets: readonly StampBracket[]
  readonly source: string
}

/** Droit de timbre de quittance, on what is paid in cash alone. Algeria has one, the other countries none. */
export const stampRules: readonly StampRule[] = [
  {
    country: "DZ",
    effectiveFrom: "2025-01-01",
    stepMinor: 100_00,
    minimumMinor: 5_00,
    brackets: [
      { upToMinor: 300_00, dutyMinorPerStep: 0 },
      { upToMinor: 30_000_00, dutyMinorPerStep: 1_00 },
      { upToMinor: 100_000_00, dutyMinorPerStep: 1_50 },
      { upToMinor: null, dutyMinorPerStep: 2_00 },
    ],
    source: "Loi de finances 2025, art. 46 ; circulaire 14/MF/DGI du 5 mars 2025",
  },
]

/** Centimes of duty on an amount received in cash that day; refuses (RangeError) a day before the first known rule. */
export function stampDutyMinor(
  { amountMinor, country, on }: { amountMinor: number; country: Country; on: Temporal.PlainDate },
  rules: readonly StampRule[] = stampRules,
): number {
  const ofCountry = rules.filter((rule) => rule.country === country)
  if (ofCountry.length === 0 || amountMinor <= 0) return 0

  const rule = ruleInForce(ofCountry, on)
  if (rule === undefined) throw new RangeError(`no stamp duty rule is known for ${country} on ${on}`)

  const bracket = rule.brackets.find(({ upToMinor }) => upToMinor === null || amountMinor <= upToMinor)
  if (bracket === undefined || bracket.dutyMinorPerStep === 0) return 0

  return Math.max(rule.minimumMinor, Math.ceil(amountMinor / rule.stepMinor) * bracket.dutyMinorPerStep)
}

/** The rule of that day, for who has to tell the duty without asking; null where there is none. */
export function stampRuleOn({ country, on }: { country: Country; on: Temporal.PlainDate }): StampRule | null {
  return (
    ruleInForce(
      stampRules.filter((rule) => rule.country === country),
      on,
    ) ?? null
  )
}

function ruleInForce(rules: readonly StampRule[], on: Temporal.PlainDate): StampRule | undefined {
  const day = on.toString()
  return rules
    .filter((rule) => rule.effectiveFrom <= day)
    .reduce<StampRule | undefined>(
      (last, rule) => (last && last.effectiveFrom > rule.effectiveFrom ? last : rule),
      undefined,
    )
}
