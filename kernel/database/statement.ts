import type { Column } from "./column.ts"
import type { Sent, Tx } from "./transaction.ts"

export type RowOf<C> = { -readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never }

type Rows = readonly Record<string, string | null>[]
type Gives<T> = { readonly columns: AnyColumns; readonly shape: (rows: Rows, count: number) => T }
type AnyColumns = { readonly [name: string]: Column<unknown> }

/** What a test needs to prepare every statement against the real schema. */
export type Described = {
  readonly name: string
  readonly sql: string
  readonly columns: AnyColumns
}

const described = new Map<string, Described>()
export function allStatements(): readonly Described[] {
  return [...described.values()]
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function reader<C extends AnyColumns>(columns: C): (row: Record<string, string | null>) => RowOf<C> {
  const fields = Object.entries(columns).map(([name, column]) => ({ name, key: snake(name), column }))
  return (row) => {
    const value: Record<string, unknown> = {}
    for (const { name, key, column } of fields) {
      const raw = row[key]
      if (raw === undefined) throw new Error(`column ${key} is not in the result`)
      if (raw === null && !column.nullable) throw new Error(`column ${key} is null`)
      value[name] = raw === null ? null : column.read(raw)
    }
    return value as RowOf<C>
  }
}

/** Exactly one row; none or several is a bug. */
export function one<C extends AnyColumns>(columns: C): Gives<RowOf<C>> {
  const read = reader(columns)
  return {
    columns,
    shape: (rows) => {
      const [row] = rows
      if (row === undefined || rows.length > 1) throw new Error(`expected one row, got ${rows.length}`)
      return read(row)
    },
  }
}

/** One row, or null. */
export function maybe<C extends AnyColumns>(columns: C): Gives<RowOf<C> | null> {
  const read = reader(columns)
  return { columns, shape: ([row]) => (row === undefined ? null : read(row)) }
}

export function many<C extends AnyColumns>(columns: C): Gives<RowOf<C>[]> {
  const read = reader(columns)
  return { columns, shape: (rows) => rows.map(read) }
}

/** Number of rows touched: zero is how a compare-and-swap says no. */
export const count: Gives<number> = { columns: {}, shape: (_, touched) => touched }

export type Statement<P, T> = {
  (tx: Tx, parameters: P): Promise<T>
  /** With its values, for a transaction to send together with its commit. */
  readonly prepared: (parameters: P) => Sent
}

/**
 * One handwritten statement: named parameters (`:orderId`), declared columns, prepared once per connection.
 * A test prepares all of them against the migrated schema and compares the types.
 */
export function statement<const P extends AnyColumns, T>(
  name: string,
  { takes, gives, sql }: { takes: P; gives: Gives<T>; sql: string },
): Statement<RowOf<P>, T> {
  const names: string[] = []
  // Each parameter carries its declared type, so that what a test prepares is what a connection sends.
  const numbered = sql.replace(/(?<![:\w]):([a-z]\w*)/gi, (_, parameter: string) => {
    const column = takes[parameter]
    if (column === undefined) throw new Error(`${name}: :${parameter} is not declared`)
    if (!names.includes(parameter)) names.push(parameter)
    return `$${names.indexOf(parameter) + 1}::${column.type}`
  })
  const writers = names.map((parameter) => ({ parameter, column: takes[parameter] as Column<unknown> }))
  if (described.has(name)) throw new Error(`two statements are named ${name}`)
  described.set(name, {
    name,
    sql: numbered,
    columns: gives.columns,
  })

  const written = (parameters: RowOf<P>) => {
    const given = parameters as Record<string, unknown>
    return writers.map(({ parameter, column }) => column.write(given[parameter]))
  }
  const prepared = (parameters: RowOf<P>): Sent => ({ name, text: numbered, values: written(parameters) })
  const run = async (tx: Tx, parameters: RowOf<P>) => {
    const { rows, rowCount } = await tx.send(prepared(parameters))
    return gives.shape(rows, rowCount ?? 0)
  }
  return Object.assign(run, { prepared })
}
