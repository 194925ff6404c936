import { z } from "zod"
import { mailSimulator } from "./mail/simulator.ts"
import { html, page } from "./page.ts"
import { merchant } from "./satim/gateway.ts"
import { satimSimulator } from "./satim/simulator.ts"
import { json, openServer, type Reply, type Route } from "./server.ts"
import { openStore } from "./store.ts"
import { twilioSimulator } from "./twilio/simulator.ts"

export type SimulatorsSetting = {
  /** 0 takes a free port. */
  readonly port: number
  readonly host?: string
  /** Where browsers reach the simulators when that is not the address listened on. */
  readonly publicUrl?: string
  /** 0, the default, takes a free port. */
  readonly smtpPort?: number
  /** File that carries what is simulated over a restart; memory only when left out. */
  readonly statePath?: string | null
  /** SATIM merchants beside the demo one. */
  readonly merchants?: readonly z.infer<typeof merchant>[]
}

export type Simulators = { readonly url: string; readonly smtpPort: number; close(): Promise<void> }

/** Rejects with the system's error when a port cannot be had. */
export async function startSimulators(setting: SimulatorsSetting): Promise<Simulators> {
  const { port, host = "127.0.0.1", smtpPort = 0, statePath = null, merchants = [] } = setting
  const store = openStore(statePath)
  const server = await openServer({ host, port })
  const mail = await mailSimulator({ store, host, port: smtpPort }).catch(async (error) => {
    await server.close()
    throw error
  })
  const url = (setting.publicUrl ?? `http://${host}:${server.port}`).replace(/\/$/, "")

  server.serve([
    { method: "GET", path: "/", answer: () => indexPage(mail.smtpPort) },
    { method: "GET", path: "/healthz", answer: () => json({ status: "ok" }) },
    ...satimSimulator({ store, publicUrl: url, merchants, refuseFor: server.refuseFor }),
    ...twilioSimulator({ store }),
    ...mail.routes,
  ] satisfies Route[])
  return {
    url,
    smtpPort: mail.smtpPort,
    close: async () => {
      await Promise.all([server.close(), mail.close()])
    },
  }
}

const entries: readonly (readonly [method: string, path: string, what: string])[] = [
  ["POST", "/satim/payment/rest/register.do", "SATIM, and acknowledge, status, refund and reverse beside it"],
  ["GET", "/satim/control/orders", "orders registered, also one by one at /satim/control/{mdOrder}"],
  ["POST", "/satim/control/{mdOrder}", "be the payer: paid, declined, cancelled, pending, expired"],
  ["POST", "/satim/control/{mdOrder}/back-office", "be the bank: refund, reverse"],
  ["POST", "/satim/control/knobs", "what goes wrong, and for whom; DELETE puts all of it back"],
  ["POST", "/satim/control/clock", "advanceMinutes; DELETE returns to the present"],
  ["POST", "/satim/control/merchants", "one more merchant: userName, password, terminalId"],
  ["GET", "/satim/control/requests", "the calls received, credentials masked"],
  ["GET", "/twilio", "phones with the SMS they received, and a line to answer by"],
  ["POST", "/twilio/2010-04-01/Accounts/{sid}/Messages.json", "Twilio: send an SMS; GET lists them"],
  ["GET", "/twilio/control/messages", "the same for tests; DELETE forgets them"],
  ["POST", "/twilio/control/incoming", "somebody writes to our number"],
  ["POST", "/twilio/control/knobs", "what goes wrong with SMS; DELETE puts all of it back"],
  ["GET", "/mail", "messages received over SMTP"],
  ["GET", "/mail/messages.json?to=", "the same for tests"],
]

function indexPage(smtpPort: number): Reply {
  const rows = entries.map(([method, path, what]) => {
    const isLink = method === "GET"
    const shown = isLink ? html`<a href="${path}">${path}</a>` : html`<code>${path}</code>`
    return html`<tr><td>${method}</td><td>${shown}</td><td>${what}</td></tr>`
  })
  return page({
    title: "Simulators",
    body: html`<p class="banner">Simulators: the outside world, for development and tests</p><h1>Simulators</h1>
<p>SMTP sink on port ${smtpPort}.</p><table><tbody>${rows}</tbody></table>`,
  })
}

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback)

const environment = z.object({
  GUICHET_SIMULATORS_PORT: port(4100),
  GUICHET_SIMULATORS_SMTP_PORT: port(4125),
  GUICHET_SIMULATORS_HOST: z.string().default("127.0.0.1"),
  GUICHET_SIMULATORS_PUBLIC_URL: z.url().optional(),
  GUICHET_SIMULATORS_STATE: z.string().optional(),
  /** JSON list of { userName, password, terminalId }. */
  GUICHET_SIMULATORS_SATIM_MERCHANTS: z
    .string()
    .default("[]")
    .transform((text) => z.array(merchant).parse(JSON.parse(text))),
})

async function main(): Promise<void> {
  const env = environment.parse(process.env)
  const simulators = await startSimulators({
    port: env.GUICHET_SIMULATORS_PORT,
    smtpPort: env.GUICHET_SIMULATORS_SMTP_PORT,
    host: env.GUICHET_SIMULATORS_HOST,
    statePath: env.GUICHET_SIMULATORS_STATE ?? null,
    merchants: env.GUICHET_SIMULATORS_SATIM_MERCHANTS,
    ...(env.GUICHET_SIMULATORS_PUBLIC_URL ? { publicUrl: env.GUICHET_SIMULATORS_PUBLIC_URL } : {}),
  })
  const stop = () => void simulators.close().then(() => process.exit(0))
  process.once("SIGTERM", stop)
  process.once("SIGINT", stop)

  console.log(`Simulators on ${simulators.url}, SMTP on port ${simulators.smtpPort}`)
}

const portFault = z.object({ code: z.enum(["EADDRINUSE", "EACCES"]), port: z.number() })

function explained(error: unknown): string {
  const fault = portFault.safeParse(error)
  if (!fault.success) return error instanceof Error ? error.message : String(error)

  const { code, port } = fault.data
  const why = code === "EADDRINUSE" ? "is taken" : "may not be opened by this user"
  return `Port ${port} ${why}. Set GUICHET_SIMULATORS_PORT or GUICHET_SIMULATORS_SMTP_PORT to another one.`
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(explained(error))
    process.exit(1)
  })
}
