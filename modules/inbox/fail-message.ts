import type { Acting } from "#kernel/command.ts"
import { optedOutCode, unreachableCodes } from "#modules/channels/index.ts"
import { raiseTask } from "#modules/dossiers/index.ts"
import { refuseTexts } from "./refuse-texts.ts"

type Failed = {
  readonly messageId: string
  readonly dossierId: string | null
  readonly recipient: string
  /** Twilio's. */
  readonly code: number | null
}

/** A person is asked to look; a number that wrote STOP gets nothing more, whoever it told so. */
export async function failMessage(acting: Acting, { messageId, dossierId, recipient, code }: Failed): Promise<void> {
  if (code === optedOutCode) await refuseTexts(acting, recipient)
  if (dossierId === null) return
  const kind = code !== null && unreachableCodes.includes(code) ? "phone_unreachable" : "message_failed"
  await raiseTask(acting, { dossierId, kind, facts: { messageId, ...(code === null ? {} : { code }) } })
}
