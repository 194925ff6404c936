import { randomBytes } from "node:crypto"
import { describe, expect, it } from "vitest"
import { ConfigRefused, readConfig } from "./config.ts"

const randomKey = (version = 1) => `v${version}:${randomBytes(32).toString("base64")}`

const development = {
  DATABASE_URL: "postgres://guichet_app:x@127.0.0.1/guichet",
  DATABASE_JOBS_URL: "postgres://guichet_jobs:x@127.0.0.1/guichet",
  GUICHET_SECRET_KEY: randomKey(),
  GUICHET_LINK_KEY: randomKey(),
  GUICHET_PEPPER: randomKey(),
  GUICHET_INTERNAL_TOKEN: randomBytes(32).toString("base64url"),
}
const production = {
  ...development,
  GUICHET_ENV: "production",
  GUICHET_PUBLIC_URL: "https://counter.dz/",
  SMTP_URL: "smtp://guichet:x@mail.counter.dz:587",
}

describe("reading the settings", () => {
  it("fills in what a laptop needs", () => {
    const config = readConfig(development)

    expect(config).toMatchObject({ production: false, demo: false, port: 3000, publicUrl: "http://localhost:3000" })
    expect(config).toMatchObject({ webUrl: "http://127.0.0.1:3001", trustedProxies: [], worker: "inline" })
    expect(config.filesDir).toBe(`${process.cwd()}/.guichet/files`)
  })

  it("accepts a production with everything in place", () => {
    expect(readConfig(production)).toMatchObject({ production: true, publicUrl: "https://counter.dz" })
  })

  it("writes with the highest version of a key and still reads the others", () => {
    const { secretKeys } = readConfig({ ...development, GUICHET_SECRET_KEY: `${randomKey(3)},${randomKey(2)}` })

    expect(secretKeys.current).toBe(3)
    expect([...secretKeys.keys.keys()]).toEqual([3, 2])
  })

  it("reads addresses and ranges of proxies", () => {
    const { trustedProxies } = readConfig({ ...development, GUICHET_TRUSTED_PROXIES: "10.0.0.0/8, ::1" })

    expect(trustedProxies).toEqual(["10.0.0.0/8", "::1"])
  })

  it("cannot be changed afterwards", () => {
    expect(Object.isFrozen(readConfig(development))).toBe(true)
  })

  it("names every missing setting at once", () => {
    expect(problemsOf({}).map((problem) => problem.split(":")[0])).toEqual([
      "GUICHET_SECRET_KEY",
      "GUICHET_LINK_KEY",
      "GUICHET_PEPPER",
      "GUICHET_INTERNAL_TOKEN",
      "DATABASE_URL",
      "DATABASE_JOBS_URL",
    ])
  })

  it("takes an empty variable for a missing one", () => {
    expect(problemsOf({ ...development, DATABASE_URL: "" })).toEqual([
      "DATABASE_URL: use postgres://role:password@host:5432/guichet",
    ])
  })
})

describe("refusing settings anywhere", () => {
  it.each([
    ["GUICHET_ENV", "staging", "use development or production"],
    ["GUICHET_PORT", "http", "use a port number"],
    ["GUICHET_PORT", "0", "use a port number"],
    ["GUICHET_DEMO", "yes", "use true or false"],
    ["GUICHET_LOG_LEVEL", "loud", "use one of fatal, error, warn, info, debug, trace, silent"],
    ["GUICHET_WORKER", "elsewhere", "use inline or external"],
    ["GUICHET_PUBLIC_URL", "counter.dz", "use an address like https://counter.example.org"],
    ["GUICHET_TRUSTED_PROXIES", "10.0.0.0/33", "10.0.0.0/33 is no IP address or range like 10.0.0.0/8"],
    ["GUICHET_TRUSTED_PROXIES", "caddy", "caddy is no IP address or range like 10.0.0.0/8"],
    ["GUICHET_SECRET_KEY", "secret", "use v1:<base64 of exactly 32 bytes>, versions separated by commas"],
    ["GUICHET_SECRET_KEY", "v1:c2hvcnQ=", "use v1:<base64 of exactly 32 bytes>, versions separated by commas"],
    ["GUICHET_PEPPER", `${randomKey(1)},${randomKey(1)}`, "name version v1 only once"],
    ["GUICHET_INTERNAL_TOKEN", "short", "set it to 32 random characters or more"],
    ["DATABASE_URL", "mysql://localhost/guichet", "use postgres://role:password@host:5432/guichet"],
    ["SMTP_URL", "mail.example.org", "use smtp://user:password@host:587"],
    ["REDIS_URL", "redis://host:6379", "limits count in the memory of each gate in this release; unset it"],
  ])("names %s when it is %s", (name, value, problem) => {
    expect(problemsOf({ ...development, [name]: value })).toEqual([`${name}: ${problem}`])
  })
})

describe("refusing settings in production", () => {
  const typed = `v1:${Buffer.from("an-example-key-of-32-characters!").toString("base64")}`
  const repeated = `v1:${Buffer.alloc(32, 7).toString("base64")}`

  it.each([
    ["GUICHET_SECRET_KEY", typed, "this is an example or typed by hand"],
    ["GUICHET_LINK_KEY", repeated, "this is an example or typed by hand"],
    ["GUICHET_PEPPER", `${randomKey(2)},${repeated}`, "this is an example or typed by hand"],
    ["GUICHET_INTERNAL_TOKEN", "change-me-change-me-change-me-change-me", "this is an example"],
    ["GUICHET_DEMO", "true", "demo accounts have known passwords"],
    ["GUICHET_DEV", "true", "it lets pages run code from texts"],
    ["GUICHET_SIMULATORS_URL", "http://127.0.0.1:4100", "simulators settle payments nobody made"],
    ["GUICHET_PUBLIC_URL", "http://counter.dz", "set it to the https address that visitors use"],
    ["GUICHET_PUBLIC_URL", undefined, "set it to the https address that visitors use"],
    ["SMTP_URL", undefined, "customers would hear nothing of their orders; set it to smtp://user:password@host:587"],
  ])("names %s when it is %s", (name, value, problem) => {
    const problems = problemsOf({ ...production, [name]: value })

    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`${name}: ${problem}`)
    expect(() => readConfig({ ...development, [name]: value })).not.toThrow()
  })

  it("never shows a secret in a problem", () => {
    expect(problemsOf({ ...production, GUICHET_SECRET_KEY: typed }).join()).not.toContain(typed.slice(3))
  })
})

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigRefused) return error.problems
    throw error
  }
}
