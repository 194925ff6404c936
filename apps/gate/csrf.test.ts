import { describe, expect, it } from "vitest"
import { isForged } from "./csrf.ts"

const ours = "https://counter.example"
const isOurs = (origin: string) => origin === ours

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
const sites = ["same-origin", "same-site", "cross-site", "none", undefined]
const origins = [ours, "https://evil.example", "https://counter.example.evil.example", "null", undefined]
const cookies = [true, false]

const cases = methods.flatMap((method) =>
  sites.flatMap((secFetchSite) =>
    origins.flatMap((origin) => cookies.map((hasCookies) => ({ method, secFetchSite, origin, hasCookies }))),
  ),
)

describe("a request of unknown provenance", () => {
  it("has its matrix whole", () => {
    expect(cases).toHaveLength(300)
  })

  it.each(cases.filter(({ method }) => ["GET", "HEAD"].includes(method)))(
    "passes when it only reads: %o",
    (request) => {
      expect(isForged(request, isOurs)).toBe(false)
    },
  )

  it.each(cases.filter(({ method }) => !["GET", "HEAD"].includes(method)))(
    "is judged when it changes: %o",
    (request) => {
      const { secFetchSite, origin, hasCookies } = request
      const fromOurPage = secFetchSite === "same-origin"
      const fromAnOldBrowserOnOurPage = secFetchSite === undefined && origin === ours
      const fromAProgram = secFetchSite === undefined && origin === undefined && !hasCookies

      expect(isForged(request, isOurs)).toBe(!(fromOurPage || fromAnOldBrowserOnOurPage || fromAProgram))
    },
  )
})
