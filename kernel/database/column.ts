import { type Currency, currencies } from "../money.ts"

/** One Postgres type, read from its text form and written as a parameter. */
export type Column<T> = {
  readonly type: string
  readonly nullable: boolean
  // Methods, so that columns of any type fit where the type does not matter.
  read(text: string): T
  write(value: T): string | number | boolean | readonly unknown[] | null
}

/** Amounts and counts beyond 2^53 are a bug, not a value. */
function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`not a safe integer: ${text}`)
  return value
}

const asIs = (value: string) => value

export const text: Column<string> = { type: "text", nullable: false, read: asIs, write: asIs }
export const uuid: Column<string> = { type: "uuid", nullable: false, read: asIs, write: asIs }
export const integer: Column<number> = { type: "int4", nullable: false, read: safeInteger, write: (value) => value }
/** `bigint` in minor units or a counter, as a safe integer. */
export const bigint: Column<number> = { type: "int8", nullable: false, read: safeInteger, write: (value) => value }
export const boolean: Column<boolean> = {
  type: "bool",
  nullable: false,
  read: (value) => value === "t",
  write: (value) => value,
}
export const instant: Column<Temporal.Instant> = {
  type: "timestamptz",
  nullable: false,
  read: (value) => Temporal.Instant.from(value),
  write: (value) => value.toString(),
}
export const bytes: Column<Buffer> = {
  type: "bytea",
  nullable: false,
  read: (value) => Buffer.from(value.slice(2), "hex"),
  write: (value) => `\\x${value.toString("hex")}`,
}

/** A text column whose check constraint allows these words only; reading does not check again. */
export function oneOf<const Words extends readonly string[]>(...words: Words): Column<Words[number]> {
  void words
  return { type: "text", nullable: false, read: (value) => value as Words[number], write: asIs }
}

export const currency: Column<Currency> = oneOf(...currencies)

/** A jsonb column whose shape the schema or its only writer guarantees. */
export function json<T>(): Column<T> {
  return {
    type: "jsonb",
    nullable: false,
    read: (value) => JSON.parse(value) as T,
    write: (value) => JSON.stringify(value),
  }
}

export function nullable<T>(column: Column<T>): Column<T | null> {
  return { ...column, nullable: true, write: (value) => (value === null ? null : column.write(value)) }
}

/** For parameters only: results carry arrays as jsonb. */
export function arrayOf<T>(column: Column<T>): Column<readonly T[]> {
  return {
    type: `${column.type}[]`,
    nullable: false,
    read: () => {
      throw new Error("select arrays as jsonb")
    },
    write: (values) => values.map((value) => (value === null ? null : column.write(value))),
  }
}
