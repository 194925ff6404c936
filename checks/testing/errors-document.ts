import { readMessages } from "#kernel/messages.ts"
import { allRefusals } from "#kernel/refusals.ts"
import { hasMessage } from "#kernel/words.ts"
import { importModules } from "./modules.ts"

/** `docs/errors.md`: every expected no, from the one list that the code throws from. */
export async function errorsDocument(): Promise<string> {
  await importModules()
  const messages = readMessages()
  const rows = allRefusals().map(({ code, status, module }) => {
    const key = `${module}.refusals.${code}`
    const text = hasMessage(messages, "en", key) ? english(messages.en[module], code) : ""
    return `| \`${code}\` | ${status} | ${module} | ${text.replaceAll("|", "\\|")} |`
  })
  return [
    "# Errors",
    "",
    "Every refusal that the API can give, as a problem (RFC 9457) with `code`, `status`, `title` and `detail` in the visitor’s language.",
    "A fault is a bug or a broken dependency: status 500, code `fault`, and an id to quote. This page is written by `npm run errors`.",
    "",
    "| Code | Status | Module | In English |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n")
}

function english(tree: unknown, code: string): string {
  if (typeof tree !== "object" || tree === null || !("refusals" in tree)) return ""
  const { refusals } = tree
  if (typeof refusals !== "object" || refusals === null) return ""
  const text: unknown = Reflect.get(refusals, code)
  return typeof text === "string"
    ? text
    : typeof text === "object" && text !== null
      ? String(Reflect.get(text, "detail") ?? Reflect.get(text, "title") ?? "")
      : ""
}
