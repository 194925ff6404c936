import { readFileSync } from "node:fs"
import type { Language } from "#kernel/actor.ts"

export type Place = { readonly fr: string; readonly ar: string }
export type Wilaya = Place & { readonly code: number }
export type Commune = Place & { readonly wilaya: number; readonly postalCode: string }

/** GeoAlgeria (MIT), whose notice lies beside the data: the 69 wilayas of 2025 and their communes. */
function rowsOf(name: string): string[][] {
  const csv = readFileSync(new URL(`../../database/seed/places/${name}.csv`, import.meta.url), "utf8")
  return csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","))
}

const allWilayas: ReadonlyMap<number, Wilaya> = new Map(
  rowsOf("dz-wilayas").map(([code = "", fr = "", ar = ""]) => [Number(code), { code: Number(code), fr, ar }]),
)

const allCommunes: ReadonlyMap<number, readonly Commune[]> = Map.groupBy(
  rowsOf("dz-communes").map(([fr = "", ar = "", code = "", , postalCode = ""]) => ({
    wilaya: Number(code),
    fr,
    ar,
    postalCode,
  })),
  ({ wilaya }) => wilaya,
)

/** Case, accents, hyphens, spaces and the Arabic letters that people exchange make no other place. */
export function placeKey(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("ى", "ي")
    .replaceAll("ة", "ه")
    .replace(/[^\p{L}\p{N}]|[ءـ]/gu, "")
}

const communesByName: ReadonlyMap<string, Commune> = new Map(
  [...allCommunes.values()].flat().flatMap((commune) => {
    const { wilaya, fr, ar } = commune
    return [fr, ar].map((name) => [`${wilaya} ${placeKey(name)}`, commune] as const)
  }),
)

export function wilayas(): Wilaya[] {
  return [...allWilayas.values()]
}

export function wilaya(code: number): Wilaya | undefined {
  return allWilayas.get(code)
}

/** In the order of their French names; none for a wilaya that does not exist. */
export function communesOf(wilayaCode: number): readonly Commune[] {
  return allCommunes.get(wilayaCode) ?? []
}

/** The commune of that wilaya that somebody wrote in French or Arabic. */
export function communeNamed(wilayaCode: number, name: string): Commune | undefined {
  return communesByName.get(`${wilayaCode} ${placeKey(name)}`)
}

export function isCommune(wilayaCode: number, name: string): boolean {
  return communeNamed(wilayaCode, name) !== undefined
}

/** English uses the French names, as Algeria's maps do. */
export function placeName(place: Place, language: Language): string {
  return language === "ar" ? place.ar : place.fr
}

/** The number itself where no such wilaya exists. */
export function wilayaName(code: number, language: Language): string {
  const found = wilaya(code)
  return found === undefined ? String(code) : placeName(found, language)
}

/** As written where no such commune exists. */
export function communeName(wilayaCode: number, name: string, language: Language): string {
  const found = communeNamed(wilayaCode, name)
  return found === undefined ? name : placeName(found, language)
}
