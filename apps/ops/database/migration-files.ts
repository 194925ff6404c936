import { createHash } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { stop } from "../stop.ts"

export type Migration = { number: number; name: string; checksum: string; sql: string }

const pattern = /^(\d{4})_([a-z0-9_]+)\.sql$/

/** The migrations of a folder in order. Refuses a gap, a number used twice and a file with another kind of name. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(".sql")).sort()
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)))

  migrations.forEach(({ number, name }, index) => {
    if (number < index + 1) stop(`Two migrations have the number ${padded(number)}: see ${padded(number)}_${name}.sql.`)
    if (number > index + 1) stop(`Migration ${padded(index + 1)} is missing before ${padded(number)}_${name}.sql.`)
  })
  return migrations
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const [, number, name] = pattern.exec(file) ?? stop(`${file} is not named like 0001_what_it_does.sql.`)
  const sql = (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n")

  return { number: Number(number), name: name ?? "", checksum: createHash("sha256").update(sql).digest("hex"), sql }
}

export function padded(number: number): string {
  return String(number).padStart(4, "0")
}
