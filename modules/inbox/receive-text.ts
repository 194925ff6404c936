import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { newId } from "#kernel/ids.ts"
import { wordsOf } from "#kernel/messages.ts"
import { findDossier, lastDossierOf, raiseTask } from "#modules/dossiers/index.ts"
import * as queries from "./queries.ts"
import { refuseTexts, wantTexts } from "./refuse-texts.ts"

/** An answer within this time is about what we wrote last. */
const answersFor = { hours: 24 * 14 }

const input = z.strictObject({
  reference: z.string(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  mediaCount: z.int(),
  wish: z.enum(["stop", "start"]).nullable(),
  isAmbiguous: z.boolean(),
})
type Input = z.output<typeof input>

/** An SMS that somebody sent us joins their dossier, once however often it is delivered; STOP and START are heeded. */
export const receiveText = command({
  name: "message.receive-text",
  needs: "system.follow",
  input,

  async run(acting, text) {
    const { tell } = acting
    const dossier = await dossierOf(acting, text.from)
    const messageId = newId()
    if ((await stored(acting, { messageId, dossier, text })) === 0) return

    if (text.wish === "stop") await refuseTexts(acting, text.from)
    if (text.wish === "start") await wantTexts(acting, text.from)
    const facts = { messageId, channel: "sms", wish: text.wish }
    if (dossier === null) return tell("message.received", { facts })

    if (text.wish === null || text.isAmbiguous) {
      await raiseTask(acting, { dossierId: dossier.id, kind: "message_received", facts: { messageId } })
    }
    tell("message.received", { dossierId: dossier.id, facts })
  },
})

/** What we wrote to that number about of late, else what its owner came for last. */
async function dossierOf({ tx, now }: Acting, phone: string) {
  const answered = await queries.lastTextTo(tx, { recipient: phone, since: now.subtract(answersFor) })
  return answered === null ? lastDossierOf(tx, { phone }) : findDossier(tx, { id: answered.dossierId })
}

type Storing = {
  readonly messageId: string
  readonly dossier: Awaited<ReturnType<typeof dossierOf>>
  readonly text: Input
}

async function stored({ tx, business, now }: Acting, { messageId, dossier, text }: Storing): Promise<number> {
  const { reference, from, to, mediaCount } = text
  const locale = dossier?.locale ?? "fr"
  const pictures = mediaCount === 0 ? [] : [wordsOf({ language: locale })("inbox.pictures", { count: mediaCount })]
  const body = [...(text.body === "" ? [] : [text.body]), ...pictures].join("\n")
  return queries.insertReceived(tx, {
    businessId: business.id,
    id: messageId,
    dossierId: dossier?.id ?? null,
    locale,
    sender: from,
    recipient: to,
    subject: (body.split("\n")[0] ?? "").slice(0, 80),
    body,
    reference,
    now,
  })
}
