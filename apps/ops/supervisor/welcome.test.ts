import { describe, expect, it } from "vitest"
import { welcome } from "./welcome.ts"

const ports = { gate: 3000, web: 3001, simulators: 4100, postgres: undefined }
const amina = {
  business: "mj-chauffage",
  name: "Amina Mansouri",
  role: "admin",
  email: "amina@mj-chauffage.example",
  password: "demo",
}

describe("welcoming the person at the terminal", () => {
  it("shows every address once and every demo account in columns", () => {
    const bruno = { ...amina, name: "Bruno", role: "technician", email: "bruno@mj-chauffage.example" }
    const lines = welcome({
      server: { GUICHET_PUBLIC_URL: "http://localhost:3000" },
      ports,
      signIns: [amina, bruno],
    }).split("\n")

    expect(lines).toContain("  Counter                   http://localhost:3000")
    expect(lines.filter((line) => line.includes("http://localhost:3000/mj-chauffage"))).toHaveLength(1)
    expect(lines).toContain("  mj-chauffage  Amina Mansouri  admin       amina@mj-chauffage.example  demo")
    expect(lines).toContain("  mj-chauffage  Bruno           technician  bruno@mj-chauffage.example  demo")
    expect(lines).toContain("  Outside world, simulated  http://localhost:4100")
  })

  it("speaks of no demo in production", () => {
    const server = { GUICHET_ENV: "production", GUICHET_PUBLIC_URL: "https://counter.dz" }

    expect(welcome({ server, ports, signIns: [] })).not.toMatch(/demo|simulated/i)
  })
})
