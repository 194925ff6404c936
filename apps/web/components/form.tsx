"use client"

import { createContext, type ReactNode, use, useActionState, useEffect, useRef } from "react"
import { type FormState, untouched } from "../form-state.ts"
import { Notice } from "./notice.tsx"

export type Action = (before: FormState, form: FormData) => Promise<FormState>

type Filling = { readonly state: FormState; readonly isPending: boolean }

const FormContext = createContext<Filling>({ state: untouched, isPending: false })

/** The state of the form around: what was typed, what is wrong, whether it is on its way. */
export function useFilling(): Filling {
  return use(FormContext)
}

type Props = {
  readonly action: Action
  readonly children: ReactNode
  readonly className?: string
  readonly id?: string
  /** Where the answer is said; by default above the fields. */
  readonly notice?: "above" | "none"
}

/** A form that works before its script arrives: the server renders its answer, and the script only spares the reload. */
export function ActionForm({ action, children, className, id, notice = "above" }: Props) {
  const [state, submit, isPending] = useActionState(action, untouched)
  const form = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (state.go !== null) window.location.assign(state.go)
    else if (state.count > 0) firstProblem(form.current)?.focus()
  }, [state])

  return (
    <FormContext value={{ state, isPending: isPending || state.go !== null }}>
      <form ref={form} action={submit} id={id} className={className} noValidate aria-busy={isPending}>
        {notice === "above" && state.notice !== null && <Notice tone={state.notice.tone}>{state.notice.text}</Notice>}
        {children}
      </form>
    </FormContext>
  )
}

function firstProblem(form: HTMLFormElement | null): HTMLElement | null {
  return form?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]') ?? null
}

/** The form's answer, where the page wants it said, with what to do next once it is good. */
export function FormNotice({ children }: { readonly children?: ReactNode }) {
  const { state } = useFilling()
  if (state.notice === null) return null

  const { tone, text } = state.notice
  return (
    <Notice tone={tone}>
      <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="font-medium">{text}</span>
        {tone === "good" && children}
      </span>
    </Notice>
  )
}
