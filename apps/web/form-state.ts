import type { Problem } from "./problem.ts"

export type Tone = "good" | "wait" | "bad"

/** What a form shows after it was sent. It crosses to the browser, so it holds texts alone. */
export type FormState = {
  /** As typed, by field name. */
  readonly values: { readonly [field: string]: string }
  /** What is wrong, in words, by field name. */
  readonly errors: { readonly [field: string]: string }
  readonly notice: { readonly tone: Tone; readonly text: string } | null
  /** Starts of other slots, instead of one that was just taken. */
  readonly alternatives: readonly string[]
  /** Where to go on: scripts go there themselves, without them the action redirects. */
  readonly go: string | null
  /** Grows with each answer, so that fields take their values anew. */
  readonly count: number
}

export const untouched: FormState = { values: {}, errors: {}, notice: null, alternatives: [], go: null, count: 0 }

/** Fields that a refusal is about, where the API names none. */
const fieldsOf: { readonly [code: string]: string } = {
  delivery_not_served: "delivery.method",
  commune_unknown: "delivery.commune",
  commune_not_served: "commune",
  dates_out_of_order: "toDate",
  amount_below_gateway: "payment.method",
  captcha_needed: "captcha",
  captcha_wrong: "captcha",
}

/** What a visitor typed, to be shown again; never a password, nor what the framework adds. */
export function typedIn(form: FormData): FormState["values"] {
  const typed = [...form].flatMap(([name, value]) =>
    typeof value === "string" && !name.startsWith("$") && name !== "password" ? [[name, value] as const] : [],
  )
  return Object.fromEntries(typed)
}

type Refusing = Pick<Problem, "code" | "detail" | "errors"> & Partial<Pick<Problem, "alternatives">>
type Sent = { readonly form: FormData; readonly before: FormState }

/** The form again, with what was typed and what to change: errors under their fields, the rest above. */
export function refused(problem: Refusing, { form, before }: Sent): FormState {
  const values = typedIn(form)
  const field = fieldsOf[problem.code]
  const named = Object.fromEntries(problem.errors.map(({ path, detail }) => [path, detail]))
  const errors = field === undefined ? named : { ...named, [field]: problem.detail }
  const notice = field === undefined ? { tone: "bad" as const, text: problem.detail } : null
  const alternatives = (problem.alternatives ?? []).map(({ startsAt }) => startsAt)
  return { values, errors, notice, alternatives, go: null, count: before.count + 1 }
}

/** Done, and still on the same page. */
export function done(text: string, before: FormState): FormState {
  return { ...untouched, notice: { tone: "good", text }, count: before.count + 1 }
}
