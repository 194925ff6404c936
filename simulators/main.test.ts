import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer, type Server } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { startSimulators } from "./main.ts"

const main = join(import.meta.dirname, "main.ts")
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL")
})

type Run = { child: ChildProcess; said: () => string; url: Promise<string> }

function run(environment: Record<string, string>): Run {
  const ports = { GUICHET_SIMULATORS_PORT: "0", GUICHET_SIMULATORS_SMTP_PORT: "0" }
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...ports, ...environment } })
  children.push(child)
  let said = ""
  const url = new Promise<string>((resolve) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      const found = /Simulators on (\S+),/.exec(said)?.[1]
      if (found) resolve(found)
    }
    child.stdout?.on("data", listen)
    child.stderr?.on("data", listen)
  })
  return { child, said: () => said, url }
}

async function takenPort(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  return { server, port: typeof address === "object" ? (address?.port ?? 0) : 0 }
}

describe("starting the simulators", () => {
  it("lists what is here, answers for its health, and knows what is not here", async () => {
    const { url, close } = await startSimulators({ port: 0 })

    expect(await (await fetch(url)).text()).toContain("/satim/control/orders")
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: "ok" })
    expect((await fetch(`${url}/nothing`)).status).toBe(404)
    expect((await fetch(`${url}/healthz`, { method: "HEAD" })).status).toBe(200)
    await close()
    await expect(fetch(url)).rejects.toThrow()
  })

  it("hands out the public address where there is one", async () => {
    const { url, close } = await startSimulators({ port: 0, publicUrl: "https://demo.example/simulators/" })

    expect(url).toBe("https://demo.example/simulators")
    await close()
  })

  it("says which port is taken and how to choose another", async () => {
    const { server, port } = await takenPort()
    const { child, said } = run({ GUICHET_SIMULATORS_PORT: String(port) })
    const [code] = await once(child, "exit")
    server.close()

    expect(code).toBe(1)
    expect(said()).toContain(`Port ${port} is taken. Set GUICHET_SIMULATORS_PORT`)
  })

  it("says so for the SMTP port as well, and leaves nothing listening", async () => {
    const { server, port } = await takenPort()

    await expect(startSimulators({ port: 0, smtpPort: port })).rejects.toMatchObject({ code: "EADDRINUSE", port })
    server.close()
  })

  it.each(["SIGTERM", "SIGINT"] as const)("stops cleanly on %s", async (signal) => {
    const { child, url } = run({})
    await url
    child.kill(signal)

    expect(await once(child, "exit")).toEqual([0, null])
  })

  it("finds its orders again after being killed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "simulators-"))
    const state = { GUICHET_SIMULATORS_STATE: join(folder, "state.json") }
    const before = run(state)
    const form = new URLSearchParams({
      userName: "guichet_demo",
      password: "guichet_demo_password",
      orderNumber: "A000000001",
      amount: "5000",
      currency: "012",
      returnUrl: "https://shop.example/",
      language: "FR",
      jsonParams: JSON.stringify({ force_terminal_id: "E0123456789", udf1: "A" }),
    })
    const register = async (url: string) =>
      (await fetch(`${url}/satim/payment/rest/register.do`, { method: "POST", body: form })).json()
    expect(await register(await before.url)).toMatchObject({ errorCode: 0 })

    before.child.kill("SIGKILL")
    await once(before.child, "exit")
    const after = run(state)
    expect(await register(await after.url)).toMatchObject({ errorCode: 1 })
    rmSync(folder, { recursive: true })
  })
})
