import { createServer } from "node:net"
import { describe, expect, it, onTestFinished } from "vitest"
import { readConfig } from "#kernel/config.ts"
import { roleUrls } from "./database/roles.ts"
import { freePort } from "./ports.ts"
import { newSecrets } from "./secrets.ts"
import { chosenPorts, refuseTakenPorts, serverEnvironment, simulatorsEnvironment, webEnvironment } from "./settings.ts"

const ports = { gate: 3000, web: 3001, simulators: 4100, postgres: undefined }
const secrets = newSecrets()
const state = { dir: "/s", logs: "/s/logs", run: "/s/run", files: "/s/files", web: "/s/web" }
const urls = roleUrls("postgres://postgres:root@127.0.0.1:5432/postgres", "guichet", secrets.passwords)
const parts = { state, ports, urls, secrets, smtpPort: 4125 }

describe("choosing ports", () => {
  it("has usual ones", () => {
    expect(chosenPorts({})).toEqual(ports)
  })

  it("takes those of the environment", () => {
    const environment = {
      GUICHET_PORT: "1",
      GUICHET_WEB_PORT: "2",
      GUICHET_SIMULATORS_PORT: "3",
      GUICHET_POSTGRES_PORT: "4",
    }

    expect(chosenPorts(environment)).toEqual({ gate: 1, web: 2, simulators: 3, postgres: 4 })
  })

  it.each(["http", "0", "65536", "1.5"])("refuses %s", (port) => {
    expect(() => chosenPorts({ GUICHET_WEB_PORT: port })).toThrow(`GUICHET_WEB_PORT is ${port}; use a port number`)
  })

  it("refuses one port for two parts", () => {
    expect(() => chosenPorts({ GUICHET_PORT: "3001" })).toThrow("Two parts are to listen on the same port")
  })

  it.each(["127.0.0.1", "0.0.0.0", "::"])("names the variable of a port that is taken on %s", async (host) => {
    const server = createServer()
    onTestFinished(() => void server.close())
    const taken = await new Promise<number>((resolve) => {
      server.listen(0, host, () => resolve(portOf(server.address())))
    })
    const others = { web: await freePort(), simulators: await freePort(), postgres: undefined }

    await expect(refuseTakenPorts({ gate: taken, ...others }, { demo: true })).rejects.toThrow(
      `Port ${taken} is taken by another program. End it, or choose another port: GUICHET_PORT=`,
    )
  })
})

describe("telling the parts their settings", () => {
  it("gives the gate settings that it accepts", () => {
    const config = readConfig(serverEnvironment({ environment: {}, ...parts }))

    expect(config).toMatchObject({ demo: true, publicUrl: "http://localhost:3000", filesDir: "/s/files" })
    expect(config).toMatchObject({ simulatorsUrl: "http://127.0.0.1:4100", smtpUrl: "smtp://127.0.0.1:4125" })
  })

  it("lets the environment choose, but for what this start has decided", () => {
    const environment = { GUICHET_PUBLIC_URL: "https://counter.dz", SMTP_URL: "smtp://mail", GUICHET_PORT: "9" }

    expect(serverEnvironment({ environment, ...parts })).toMatchObject({
      GUICHET_PUBLIC_URL: "https://counter.dz",
      SMTP_URL: "smtp://mail",
      GUICHET_PORT: "3000",
    })
  })

  it("gives a production neither secrets of ours nor simulators nor a demo", () => {
    const environment = { GUICHET_ENV: "production" }
    const server = serverEnvironment({ environment, ...parts, secrets: undefined })

    expect(server).toMatchObject({ GUICHET_DEMO: "false" })
    expect(Object.keys(server)).not.toContain("GUICHET_SIMULATORS_URL")
    expect(() => readConfig(server)).toThrow("GUICHET_SECRET_KEY")
  })

  it("gives nobody the owner, the administrator or the password list", () => {
    const environment = { DATABASE_OWNER_URL: urls.ownerUrl, DATABASE_ADMIN_URL: "postgres://postgres:root@127.0.0.1" }
    const told = JSON.stringify(serverEnvironment({ environment, ...parts }))

    expect(told).not.toContain(secrets.passwords.guichet_owner)
    expect(told).not.toContain("postgres:root")
  })

  it("gives the pages no database and no key, the outside world not even the token", () => {
    const server = serverEnvironment({ environment: {}, ...parts })
    const [web, simulators] = [webEnvironment(server), simulatorsEnvironment({ server, state, ports, smtpPort: 4125 })]
    const keys = [secrets.GUICHET_SECRET_KEY, secrets.GUICHET_LINK_KEY, secrets.GUICHET_PEPPER, "postgres://"]

    for (const key of keys) expect(JSON.stringify(web)).not.toContain(key)
    for (const key of [...keys, secrets.GUICHET_INTERNAL_TOKEN]) expect(JSON.stringify(simulators)).not.toContain(key)
    expect(web).toMatchObject({
      GUICHET_GATE_URL: "http://127.0.0.1:3000",
      GUICHET_INTERNAL_TOKEN: secrets.GUICHET_INTERNAL_TOKEN,
    })
  })
})

function portOf(address: ReturnType<ReturnType<typeof createServer>["address"]>): number {
  return address && typeof address === "object" ? address.port : 0
}
