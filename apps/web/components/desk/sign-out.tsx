"use client"

import { type ComponentProps, type FormEvent, useRef } from "react"
import { forgetAllButUnsent, forgetDay, unsentOn } from "../../day/store.ts"

type Props = {
  readonly slug: string
  /** How many deeds are unsent on this phone, as a question, by number from one. */
  readonly questions: readonly string[]
  readonly action: ComponentProps<"form">["action"]
  readonly children: ComponentProps<"form">["children"]
}

/** Signing out leaves nothing of the day on the phone, unless something is not sent yet: then it asks, and that alone stays. */
export function SignOut({ slug, questions, action, children }: Props) {
  const isAsked = useRef(false)
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    if (isAsked.current) return
    event.preventDefault()
    const form = event.currentTarget
    const unsent = await unsentOn(slug).catch(() => 0)
    const question = questions[Math.min(unsent, questions.length) - 1]
    if (question !== undefined && !window.confirm(question)) return

    const forget = question === undefined ? forgetDay : forgetAllButUnsent
    await forget(slug).catch(() => undefined)
    isAsked.current = true
    form.requestSubmit()
  }
  return (
    <form action={action} onSubmit={(event) => void ask(event)}>
      {children}
    </form>
  )
}
