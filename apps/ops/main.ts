import { ConfigRefused } from "#kernel/config.ts"
import { usage } from "./help.ts"
import { Stop } from "./stop.ts"
import { verbs } from "./verbs.ts"

process.exit(await dispatch(process.argv.slice(2)))

/** A verb is one word or two; what follows is its own. */
async function dispatch(words: string[]): Promise<number> {
  const [first = "help", second] = words
  const name = [`${first} ${second}`, first].find((name) => Object.hasOwn(verbs, name))
  const verb = name === undefined ? undefined : verbs[name]
  if (name === undefined || verb === undefined) {
    console.error(`There is no command "${words.join(" ")}".\n\n${usage()}`)
    return 2
  }

  try {
    const { run } = await verb.load()
    return await run(words.slice(name.split(" ").length))
  } catch (error) {
    console.error(`\n${explained(error)}\n`)
    return 1
  }
}

/** What somebody can act on comes without a stack: our own words, settings, and the system's refusals. */
function explained(error: unknown): string {
  if (error instanceof Stop || error instanceof ConfigRefused) return error.message
  if (error instanceof AggregateError) return error.errors.map(explained).join("\n")
  if (error instanceof Error && "syscall" in error) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
