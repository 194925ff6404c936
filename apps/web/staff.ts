import "server-only"
import { redirect } from "next/navigation"
import type { Answered } from "#kernel/contract.ts"
import { endpoints } from "#modules/accounts/contract.ts"
import { api } from "./api.ts"
import { here } from "./here.ts"

export type Member = Answered<typeof endpoints.showSession>

/** Who sits at the desk; nobody yet goes to sign in and comes back to this page. */
export async function memberHere(path: string): Promise<Member> {
  const { to } = await here()
  const session = await api(endpoints.showSession, {})
  if (session.ok) return session.value
  if (session.problem.status === 401) redirect(`${to("/desk/sign-in")}?next=${encodeURIComponent(path)}`)
  throw new Error(`the API answered ${session.problem.status} ${session.problem.code}`)
}
