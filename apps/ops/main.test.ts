import { execFile } from "node:child_process"
import { join } from "node:path"
import { describe, expect, it, onTestFinished, vi } from "vitest"

const program = join(import.meta.dirname, "main.ts")

describe("the guichet command", () => {
  it("lists its verbs", async () => {
    const { code, out } = await guichet("help")

    expect(code).toBe(0)
    expect(out).toMatch(/up .*\n.*dev .*\n[\s\S]*database migrate/)
  })

  it("lists them when called with nothing", async () => {
    expect(await guichet()).toMatchObject({ code: 0 })
  })

  it.each([["dance"], ["database"], ["database", "dance"]])("answers 2 and how to use it to %j", async (...words) => {
    const { code, error } = await guichet(...words)

    expect(code).toBe(2)
    expect(error).toContain(`There is no command "${words.join(" ")}"`)
    expect(error).toContain("Usage:")
  })

  it("says what to do without a stack", async () => {
    const { code, error } = await guichet("database", "prepare")

    expect(code).toBe(1)
    expect(error.trim()).toBe("Set DATABASE_URL to postgres://guichet_app:<password>@<host>/<database>")
  })
})

describe("guichet seed", () => {
  it("refuses in production, before it looks for a database", async () => {
    vi.stubEnv("GUICHET_ENV", "production")
    onTestFinished(() => void vi.unstubAllEnvs())
    const { code, error } = await guichet("seed")

    expect(code).toBe(1)
    expect(error.trim()).toBe(
      "Not here: the demo businesses have accounts with published passwords; production is never seeded.",
    )
  })
})

function guichet(...words: string[]): Promise<{ code: number | null; out: string; error: string }> {
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith("DATABASE_"))
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...words],
      { env: Object.fromEntries(environment) },
      (_error, out, error) => resolve({ code: child.exitCode, out, error }),
    )
  })
}
