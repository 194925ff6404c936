import { describe, expect, it } from "vitest"
import type { Visit } from "./command.ts"
import { shared } from "./query.ts"

// Sharing looks at the kernel's identity, the business's id and the scope, and at nothing else.
const visitOf = (businessId: string, scope: "public" | "member", kernel: object): Visit =>
  ({ kernel, business: { id: businessId }, actor: { scope, visitor: "v", accountId: "a", role: "admin" } }) as never

function reads() {
  const asked: string[] = []
  const answers: ((value: string) => void)[] = []
  const ask = shared((visit: Visit, page: number) => {
    asked.push(`${visit.business.id}:${page}`)
    return new Promise<string>((resolve) => answers.push(resolve))
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { asked, answers, ask, settled }
}

describe("asking the same thing at once", () => {
  const kernel = {}

  it("reads once for all who arrive while a read runs, after that read", async () => {
    const { asked, answers, ask, settled } = reads()
    const visit = visitOf("b", "public", kernel)
    const first = ask(visit, 1)
    const late = [ask(visit, 1), ask(visit, 1), ask(visit, 1)]
    expect(asked).toEqual(["b:1"])

    answers[0]?.("old")
    await settled()
    expect(asked).toEqual(["b:1", "b:1"])
    answers[1]?.("new")

    expect(await first).toBe("old")
    expect(await Promise.all(late)).toEqual(["new", "new", "new"])
  })

  it("reads again for who comes later, also after a fault", async () => {
    const ask = shared((_: Visit, page: number) =>
      page === 1 ? Promise.reject(new Error("gone")) : Promise.resolve("there"),
    )
    const visit = visitOf("b", "public", kernel)
    await expect(ask(visit, 1)).rejects.toThrow("gone")
    await expect(ask(visit, 1)).rejects.toThrow("gone")
    expect(await ask(visit, 2)).toBe("there")
  })

  it("keeps questions, businesses, kernels and signed-in visitors apart", () => {
    const { asked, ask } = reads()
    void ask(visitOf("b", "public", kernel), 1)
    void ask(visitOf("b", "public", kernel), 2)
    void ask(visitOf("c", "public", kernel), 1)
    void ask(visitOf("b", "public", {}), 1)
    void ask(visitOf("b", "member", kernel), 1)
    void ask(visitOf("b", "member", kernel), 1)
    expect(asked).toEqual(["b:1", "b:2", "c:1", "b:1", "b:1", "b:1"])
  })
})
