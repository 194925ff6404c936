import { join } from "node:path"
import type { RoleUrls } from "./database/roles.ts"
import { isTaken } from "./ports.ts"
import type { LocalSecrets } from "./secrets.ts"
import type { State } from "./state.ts"
import { stop } from "./stop.ts"

export type Environment = Readonly<Record<string, string | undefined>>

/** `postgres` is undefined when any free port will do. */
export type Ports = { gate: number; web: number; simulators: number; postgres: number | undefined }

export function isProduction(environment: Environment): boolean {
  return environment.GUICHET_ENV === "production"
}

/** Demo businesses and simulators belong to every counter but a production one. */
export function isDemo(environment: Environment): boolean {
  return !isProduction(environment) && environment.GUICHET_DEMO !== "false"
}

export function chosenPorts(environment: Environment): Ports {
  const ports = {
    gate: portFrom(environment, "GUICHET_PORT") ?? 3000,
    web: portFrom(environment, "GUICHET_WEB_PORT") ?? 3001,
    simulators: portFrom(environment, "GUICHET_SIMULATORS_PORT") ?? 4100,
    postgres: portFrom(environment, "GUICHET_POSTGRES_PORT"),
  }
  const given = Object.values(ports).filter((port) => port !== undefined)
  if (new Set(given).size < given.length) stop(`Two parts are to listen on the same port: ${given.join(", ")}.`)
  return ports
}

function portFrom(environment: Environment, name: string): number | undefined {
  const text = environment[name]
  if (text === undefined || text === "") return undefined

  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    stop(`${name} is ${text}; use a port number from 1 to 65535.`)
  return port
}

/** Says which port is taken and which variable chooses another one. */
export async function refuseTakenPorts(ports: Ports, { demo }: { demo: boolean }): Promise<void> {
  const wanted: [string, number][] = [
    ["GUICHET_PORT", ports.gate],
    ["GUICHET_WEB_PORT", ports.web],
    ...(demo ? [["GUICHET_SIMULATORS_PORT", ports.simulators] satisfies [string, number]] : []),
  ]
  for (const [name, port] of wanted) {
    if (await isTaken(port)) {
      stop(`Port ${port} is taken by another program. End it, or choose another port: ${name}=${port + 10} npm start`)
    }
  }
}

type Parts = {
  environment: Environment
  state: State
  ports: Ports
  urls: RoleUrls
  secrets: LocalSecrets | undefined
  smtpPort: number
}

/** What the gate and the worker are told: two roles only, never the owner. */
export function serverEnvironment({ environment, state, ports, urls, secrets, smtpPort }: Parts): Environment {
  const demo = isDemo(environment)
  const outside = {
    GUICHET_SIMULATORS_URL: `http://127.0.0.1:${ports.simulators}`,
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
  }
  return {
    NODE_ENV: "production",
    GUICHET_ENV: "development",
    GUICHET_DEMO: String(demo),
    GUICHET_PUBLIC_URL: `http://localhost:${ports.gate}`,
    GUICHET_FILES_DIR: state.files,
    ...(secrets && without(secrets, ["passwords"])),
    ...(demo && outside),
    ...without(environment, ["DATABASE_OWNER_URL", "DATABASE_ADMIN_URL", "DATABASE_READONLY_URL"]),
    GUICHET_PORT: String(ports.gate),
    GUICHET_WEB_URL: `http://127.0.0.1:${ports.web}`,
    DATABASE_URL: urls.appUrl,
    DATABASE_JOBS_URL: urls.jobsUrl,
  }
}

/** Pages reach everything through the gate: no database address and no key is theirs. */
export function webEnvironment(server: Environment): Environment {
  const others = ["DATABASE_URL", "DATABASE_JOBS_URL", "SMTP_URL"]
  const keys = ["GUICHET_SECRET_KEY", "GUICHET_LINK_KEY", "GUICHET_PEPPER"]

  return {
    ...without(server, [...others, ...keys]),
    GUICHET_GATE_URL: `http://127.0.0.1:${server.GUICHET_PORT}`,
    NEXT_TELEMETRY_DISABLED: "1",
  }
}

/** The outside world knows nothing of the counter but its public address. */
export function simulatorsEnvironment({ server, state, ports, smtpPort }: SimulatorParts): Environment {
  return {
    PATH: server.PATH,
    HOME: server.HOME,
    NODE_ENV: server.NODE_ENV,
    GUICHET_PUBLIC_URL: server.GUICHET_PUBLIC_URL,
    GUICHET_SIMULATORS_PORT: String(ports.simulators),
    GUICHET_SIMULATORS_PUBLIC_URL: `http://localhost:${ports.simulators}`,
    GUICHET_SIMULATORS_SMTP_PORT: String(smtpPort),
    GUICHET_SIMULATORS_STATE: join(state.dir, "simulators.json"),
  }
}

type SimulatorParts = Pick<Parts, "state" | "ports" | "smtpPort"> & { server: Environment }

function without(environment: Environment | LocalSecrets, names: readonly string[]): Record<string, string> {
  const kept = Object.entries(environment).flatMap(([name, value]) =>
    typeof value === "string" && !names.includes(name) ? [[name, value] satisfies [string, string]] : [],
  )
  return Object.fromEntries(kept)
}
