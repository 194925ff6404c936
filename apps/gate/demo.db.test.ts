import { describe, expect, it } from "vitest"
import { createGate } from "./gate.ts"
import { accountIdOf, openCounter, password } from "./testing/counter.ts"

const counter = await openCounter()
const production = {
  GUICHET_ENV: "production",
  GUICHET_PUBLIC_URL: "https://counter.dz",
  SMTP_URL: "smtp://127.0.0.1:9",
}
const running = await createGate(await counter.another(production))
const development = await createGate(counter.app)
await counter.asOwner("update guichet.accounts set demo = true where id = $1", [accountIdOf("admin@first.example")])

const signIn = (gate: typeof running, email: string) =>
  gate.inject({ method: "POST", url: "/api/v1/first/session", payload: { email, password } })

describe("a demo account", () => {
  it("opens nothing in a production that runs already", async () => {
    const answer = await signIn(running, "admin@first.example")

    expect(answer.statusCode).toBe(401)
    expect(answer.json().code).toBe("credentials_wrong")
    expect((await signIn(running, "manager@first.example")).statusCode).toBe(201)
  })

  it("signs in where nothing is real", async () => {
    expect((await signIn(development, "admin@first.example")).statusCode).toBe(201)
  })

  it("keeps a production from starting, in words", async () => {
    await expect(counter.another(production)).rejects.toThrow(
      "first has demo accounts (1), whose passwords are published; give production a database that was never seeded",
    )
  })
})
