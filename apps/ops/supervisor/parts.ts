import { join } from "node:path"
import { checkout } from "../checkout.ts"
import { type Environment, isDemo, type Ports, simulatorsEnvironment, webEnvironment } from "../settings.ts"
import type { State } from "../state.ts"
import { nextProgram, webFolder } from "../web-build.ts"
import type { Part } from "./child.ts"

type Plan = { server: Environment; state: State; ports: Ports; smtpPort: number; dev: boolean }

/**
 * A gate lives in 40 MB; left alone, V8 lets garbage pile up to several times as much before it looks. With these it looks
 * when its heap has grown by half. No upper limit is set: what is really needed is had.
 */
export const lean = ["--max-semi-space-size=4", "--heap-growing-percent=50"] as const

/** The processes of the counter besides Postgres, in the order they start. */
export function partsOf(plan: Plan): Part[] {
  const { server, ports } = plan
  const ours = { cwd: checkout, environment: server }

  return [
    ...(isDemo(server) ? [simulators(plan)] : []),
    web(plan),
    {
      ...ours,
      name: "gate",
      args: [...lean, join(checkout, "apps/gate/main.ts")],
      health: { url: `http://127.0.0.1:${ports.gate}/healthz`, accepts: (status) => status === 200 },
    },
    ...(server.GUICHET_WORKER === "external"
      ? [{ ...ours, name: "worker", args: [...lean, join(checkout, "apps/worker/main.ts")] }]
      : []),
  ]
}

function simulators({ server, state, ports, smtpPort }: Plan): Part {
  return {
    name: "simulators",
    args: [join(checkout, "simulators/main.ts")],
    cwd: checkout,
    environment: simulatorsEnvironment({ server, state, ports, smtpPort }),
    health: { url: `http://127.0.0.1:${ports.simulators}/healthz`, accepts: (status) => status === 200 },
  }
}

/** Any page but a broken one shows that Next answers. */
function web({ server, ports, dev }: Plan): Part {
  return {
    name: "web",
    args: [nextProgram(), dev ? "dev" : "start", "--hostname", "127.0.0.1", "--port", String(ports.web)],
    cwd: webFolder,
    environment: webEnvironment(server),
    health: { url: `http://127.0.0.1:${ports.web}/healthz`, accepts: (status) => status < 500 },
  }
}
