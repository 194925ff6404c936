import { z } from "zod"
import { startSimulators } from "../main.ts"
import { demoAccount } from "./account.ts"
import type { Written } from "./incoming.ts"
import { text } from "./texts.ts"

const texts = z.array(text)
const handedOver = z.object({
  sid: z.string(),
  answers: z.array(z.object({ status: z.number(), type: z.string().nullable(), body: z.string() })),
})

export type TwilioHarness = {
  /** What a business stores to send by this simulator. */
  readonly account: { baseUrl: string; accountSid: string; authToken: string; from: string }
  readonly url: string
  readonly knobs: (given: object) => Promise<void>
  /** Newest first. */
  readonly texts: (to?: string) => Promise<z.output<typeof texts>>
  readonly writes: (written: Written) => Promise<z.output<typeof handedOver>>
  readonly reset: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The simulators on a free port, with the calls an SMS test makes most. Nothing is told slowly. */
export async function openTwilio(): Promise<TwilioHarness> {
  const { url, close } = await startSimulators({ port: 0 })
  const control = async (path: string, method: string, body?: unknown) => {
    const response = await fetch(`${url}/twilio/control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const knobs = async (given: object) => void (await control("knobs", "POST", { stepMs: 0, ...given }))
  await knobs({})
  return {
    account: { baseUrl: `${url}/twilio`, ...demoAccount },
    url,
    knobs,
    texts: async (to) => texts.parse(await control(`messages${to ? `?to=${encodeURIComponent(to)}` : ""}`, "GET")),
    writes: async (written) => handedOver.parse(await control("incoming", "POST", written)),
    reset: async () => {
      await control("messages", "DELETE")
      await control("knobs", "DELETE")
      await knobs({})
    },
    close,
  }
}
