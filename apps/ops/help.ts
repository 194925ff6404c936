import { verbs } from "./verbs.ts"

export function usage(): string {
  const lines = Object.entries(verbs).map(([name, { does }]) => `  ${name.padEnd(18)} ${does}`)
  return ["Usage: npm run guichet -- <command>", "", ...lines].join("\n")
}

/** `guichet help` */
export async function run(): Promise<number> {
  console.log(usage())
  return 0
}
