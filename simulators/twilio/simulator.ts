import { z } from "zod"
import { type Incoming, json, type Reply, type Route, redirect } from "../server.ts"
import type { Store } from "../store.ts"
import { write } from "./incoming.ts"
import { openKnobs, someKnobs } from "./knobs.ts"
import { phonesPage } from "./pages.ts"
import { restRoutes, type Twilio } from "./rest.ts"
import { openTexts } from "./texts.ts"

const base = "/twilio/control"

const writing = z.strictObject({
  from: z.string(),
  body: z.string(),
  to: z.string().optional(),
  numMedia: z.number().int().min(0).optional(),
  times: z.number().int().positive().optional(),
  smsUrl: z.url().optional(),
})

/** Twilio's Messages resource: sends nothing, tells what became of it, and lets phones answer. */
export function twilioSimulator({ store }: { store: Store }): Route[] {
  const twilio: Twilio = { texts: openTexts(store), knobs: openKnobs(store) }
  const { texts, knobs } = twilio
  return [
    ...restRoutes(twilio),
    { method: "GET", path: "/twilio", answer: () => phonesPage(texts.all()) },
    { method: "POST", path: "/twilio/answers", answer: (incoming) => answered(twilio, incoming) },
    { method: "GET", path: `${base}/messages`, answer: ({ query }) => json(toPhone(twilio, query.get("to"))) },
    { method: "DELETE", path: `${base}/messages`, answer: () => done(() => texts.clear()) },
    { method: "POST", path: `${base}/incoming`, answer: parsed(writing, (body) => incoming(twilio, body)) },
    { method: "GET", path: `${base}/knobs`, answer: () => json(knobs.now()) },
    { method: "POST", path: `${base}/knobs`, answer: parsed(someKnobs, (given) => done(() => knobs.set(given))) },
    { method: "DELETE", path: `${base}/knobs`, answer: () => done(() => knobs.reset()) },
  ]
}

function done(work: () => void): Reply {
  work()
  return json({ done: true })
}

function toPhone({ texts }: Twilio, to: string | null): object[] {
  return texts.all().filter((text) => to === null || text.to === to)
}

async function incoming(twilio: Twilio, written: z.infer<typeof writing>): Promise<Reply> {
  const result = await write(twilio, written)
  return result === null ? json({ error: "no_sms_url" }, 409) : json(result)
}

/** From the page: somebody answers on their phone. */
async function answered(twilio: Twilio, { body }: Incoming): Promise<Reply> {
  const form = new URLSearchParams(body.toString("utf8"))
  await write(twilio, { from: form.get("from") ?? "", body: form.get("body") ?? "" }).catch((error: unknown) => {
    console.error(`Twilio: the text was not taken: ${error instanceof Error ? error.message : error}`)
  })
  return redirect("/twilio", 303)
}

function parsed<T>(schema: z.ZodType<T>, run: (body: T) => Reply | Promise<Reply>): Route["answer"] {
  return ({ body }) => {
    const result = schema.safeParse(jsonOf(body))
    if (result.success) return run(result.data)
    return json({ error: "invalid_body", detail: z.prettifyError(result.error) }, 400)
  }
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"))
  } catch {
    return undefined
  }
}
