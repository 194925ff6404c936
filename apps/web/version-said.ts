import { formatDay, type Locale } from "#kernel/format.ts"

/** Versions of legal texts are the days on which they were published. */
export function versionSaid(version: string, locale: Locale): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(version) ?? []
  if (year === undefined) return version
  return formatDay({ year: Number(year), month: Number(month), day: Number(day) }, locale)
}
