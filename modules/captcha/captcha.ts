import { createHmac, randomInt } from "node:crypto"
import type { Business, Language } from "#kernel/actor.ts"
import type { Kernel } from "#kernel/command.ts"
import { inTransaction } from "#kernel/database/transaction.ts"
import { newId } from "#kernel/ids.ts"
import { readMessages } from "#kernel/messages.ts"
import { isSame } from "#kernel/secrets.ts"
import { wordsIn } from "#kernel/words.ts"
import { forgetOldUses, useCaptcha } from "./queries.ts"
import { asked, newQuestion, numberFrom } from "./question.ts"
import { refuse } from "./refusals.ts"

const lifetimeMinutes = 15
const messages = readMessages()
const words = { fr: wordsIn(messages, "fr"), ar: wordsIn(messages, "ar"), en: wordsIn(messages, "en") }

type Asking = { readonly kernel: Kernel; readonly business: Business }

/** A question and a token that knows its answer without showing it. */
export function newCaptcha({ kernel, business }: Asking, language: Language): { question: string; token: string } {
  const question = newQuestion((from, to) => randomInt(from, to + 1))
  const expires = kernel.clock().add({ minutes: lifetimeMinutes }).epochMilliseconds
  const stamp = `${kernel.linkKeys.current}.${newId()}.${expires}`
  const seal = sealOf({ kernel, business }, stamp, question.answer)
  return { question: asked(question, words[language]), token: `${stamp}.${seal}` }
}

type Answered = {
  /** `<token>:<answer>`, as the header brings it. */
  readonly header: string | undefined
  /** What it is spent on: the same request may come again with it, another may not. */
  readonly usedFor: string
}

/** Refuses `captcha_needed` without an answer, and `captcha_wrong` unless it is right, in time and not spent. */
export async function checkCaptcha(asking: Asking, { header, usedFor }: Answered): Promise<void> {
  if (header === undefined) return refuse("captcha_needed")
  const [token = "", answer = ""] = header.split(":", 2)
  const [version = "", id = "", expires = "", seal = ""] = token.split(".")
  if (!uuid.test(id) || !asking.kernel.linkKeys.keys.has(Number(version))) return refuse("captcha_wrong")

  const isRight = isSame(seal, sealOf(asking, `${version}.${id}.${expires}`, numberFrom(decoded(answer), allWords)))
  const isLate = Number(expires) <= asking.kernel.clock().epochMilliseconds
  // A wrong answer spends the token too: the answers are few, and must not be tried one by one.
  const isFree = await spent(asking, { id, usedFor: isRight ? usedFor : `wrong ${newId()}` })
  if (!isRight || isLate || !isFree) refuse("captcha_wrong")
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const allWords = Object.values(words)

/** Letters beyond Latin-1 cannot be in a header as they are. */
function decoded(answer: string): string {
  try {
    return decodeURIComponent(answer)
  } catch {
    return answer
  }
}

function sealOf({ kernel, business }: Asking, stamp: string, answer: number | null): string {
  const key = kernel.linkKeys.keys.get(Number(stamp.split(".", 1)[0]))
  if (key === undefined) throw new Error("the version of a captcha is checked first")
  return createHmac("sha256", key).update(["captcha", business.id, stamp, answer].join("\n")).digest("base64url")
}

function spent({ kernel, business }: Asking, { id, usedFor }: { id: string; usedFor: string }): Promise<boolean> {
  const actor = { scope: "system", name: "captcha.check" } as const
  return inTransaction(kernel.pool, { businessId: business.id, actor }, async (tx) => {
    const now = kernel.clock()
    await forgetOldUses(tx, { before: now.subtract({ hours: 24 }) })
    return (await useCaptcha(tx, { businessId: business.id, id, usedFor, now })) > 0
  })
}
