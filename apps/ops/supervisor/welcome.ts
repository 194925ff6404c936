import type { SignIn } from "../../../database/seed/load.ts"
import type { Environment, Ports } from "../settings.ts"
import { isDemo } from "../settings.ts"
import { table } from "./progress.ts"

/** What the person at the terminal needs next: addresses and, for a demo, who to be. */
export function welcome({ server, ports, signIns }: { server: Environment; ports: Ports; signIns: SignIn[] }): string {
  const address = server.GUICHET_PUBLIC_URL ?? ""
  const businesses = [...new Set(signIns.map(({ business }) => business))]
  const addresses = [
    ["Counter", address],
    ...businesses.map((business) => [business, `${address}/${business}`]),
    ...(isDemo(server) ? [["Outside world, simulated", `http://localhost:${ports.simulators}`]] : []),
  ]
  const people = signIns.map(({ business, name, role, email, password }) => [business, name, role, email, password])
  const demo =
    people.length > 0
      ? ["", "  Demo sign-ins", table([["Business", "Name", "Role", "E-mail", "Password"], ...people])]
      : []

  return ["", "  Guichet is open", table(addresses), ...demo, "", "  Ctrl-C stops everything.", ""].join("\n")
}
