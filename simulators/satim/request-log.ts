import type { Answer, Incoming } from "../server.ts"

const kept = 1000
const secrets = ["password", "userName"]

type Entry = {
  readonly at: string
  readonly method: string
  readonly path: string
  readonly form: Readonly<Record<string, string>>
  /** HTTP status, or how the connection ended without one; null while the caller waits. */
  status: number | "close" | "reset" | null
  answer: string | null
}

export type RequestLog = {
  /** Writes the call down at once; the function returned adds how it ended. */
  open(incoming: Incoming, form: URLSearchParams): (answer: Answer) => Answer
  entries(): readonly Entry[]
  clear(): void
}

/** The last thousand calls, oldest first, credentials masked. Memory only: it is for tests and for looking. */
export function openRequestLog(): RequestLog {
  let entries: readonly Entry[] = []
  return {
    open: ({ method, path }, form) => {
      const masked = [...form].map(([name, value]) => [name, secrets.includes(name) ? "***" : value])
      const entry: Entry = {
        at: new Date().toISOString(),
        method,
        path,
        form: Object.fromEntries(masked),
        status: null,
        answer: null,
      }
      entries = [...entries.slice(1 - kept), entry]
      return (answer) => {
        entry.status = "drop" in answer ? answer.drop : answer.status
        entry.answer = "drop" in answer ? null : answer.body.toString()
        return answer
      }
    },
    entries: () => entries,
    clear: () => {
      entries = []
    },
  }
}
