import { startSimulators } from "../main.ts"
import { demoMerchant } from "./gateway.ts"

type Fields = Readonly<Record<string, string>>
type Wire = Record<string, unknown>

export type SatimHarness = {
  readonly url: string
  /** Posts the form with the demo merchant's credentials unless the fields say otherwise. */
  post(endpoint: string, fields: Fields): Promise<Wire>
  raw(endpoint: string, fields: Fields): Promise<Response>
  /** Registers an order that is in order; the answer is the gateway's own. */
  register(fields?: Fields): Promise<{ mdOrder: string; formUrl: string; orderNumber: string }>
  control(path: string, body: unknown): Promise<{ status: number; body: Wire }>
  reset(): Promise<void>
  close(): Promise<void>
}

let count = 0

/** A fresh order number of ten characters. */
export function nextOrderNumber(): string {
  count += 1
  return `T${String(count).padStart(9, "0")}`
}

export function registration(fields: Fields = {}): Fields {
  return {
    orderNumber: nextOrderNumber(),
    amount: "100320",
    currency: "012",
    returnUrl: "https://shop.example/return?order=1",
    failUrl: "https://shop.example/fail",
    language: "FR",
    jsonParams: JSON.stringify({ force_terminal_id: demoMerchant.terminalId, udf1: "CMD7K3F92QX" }),
    ...fields,
  }
}

/** The simulators on a free port, with the calls a SATIM test makes most. */
export async function openSatim(): Promise<SatimHarness> {
  const { url, close } = await startSimulators({ port: 0 })
  const { userName, password } = demoMerchant
  const raw = (endpoint: string, fields: Fields) =>
    fetch(`${url}/satim/payment/rest/${endpoint}`, {
      method: "POST",
      body: new URLSearchParams({ userName, password, ...fields }),
    })
  const post = async (endpoint: string, fields: Fields) => wire(await raw(endpoint, fields))
  const control = async (path: string, body: unknown) => {
    const response = await fetch(`${url}/satim/control/${path}`, { method: "POST", body: JSON.stringify(body) })
    return { status: response.status, body: await wire(response) }
  }

  return {
    url,
    raw,
    post,
    control,
    register: async (fields = {}) => {
      const form = registration(fields)
      const { orderId, formUrl } = await post("register.do", form)
      return { mdOrder: String(orderId), formUrl: String(formUrl), orderNumber: form.orderNumber ?? "" }
    },
    reset: async () => {
      await fetch(`${url}/satim/control/knobs`, { method: "DELETE" })
      await fetch(`${url}/satim/control/clock`, { method: "DELETE" })
    },
    close,
  }
}

async function wire(response: Response): Promise<Wire> {
  const body: unknown = await response.json()
  return body !== null && typeof body === "object" ? Object.fromEntries(Object.entries(body)) : { body }
}
