import "server-only"
import { notFound } from "next/navigation"
import type { Result } from "./api.ts"

/** What a page cannot do without: not found becomes the page for that, anything else a fault. */
export function needed<T>(result: Result<T>): T {
  if (result.ok) return result.value
  if (result.problem.status === 404) notFound()
  throw new Error(`the API answered ${result.problem.status} ${result.problem.code}`)
}
