import { Check } from "lucide-react"

type Step = {
  readonly name: string
  readonly title: string
  readonly state: "done" | "now" | "next"
  readonly when: string | undefined
  readonly day: string | undefined
}

/** What happened above, what comes below; the current step is the one in the accent. */
export function Timeline({ steps, now }: { readonly steps: readonly Step[]; readonly now: string }) {
  return (
    <ol className="grid">
      {steps.map((step, index) => (
        <li
          key={step.name}
          aria-current={step.state === "now" ? "step" : undefined}
          className="relative grid grid-cols-[1.5rem_1fr_auto] gap-x-3 pb-5 last:pb-0"
        >
          {index < steps.length - 1 && (
            <span
              aria-hidden="true"
              className={`absolute start-[0.6875rem] top-6 bottom-0 w-0.5 ${step.state === "done" ? "bg-accent" : "bg-line"}`}
            />
          )}
          <Dot state={step.state} />
          <span className={step.state === "now" ? "font-semibold" : step.state === "next" ? "text-ink-3" : ""}>
            {step.title}
          </span>
          <span className="num pt-0.5 text-end text-xs text-ink-2">
            {step.state === "now" ? now : step.when !== undefined && <span title={step.day}>{step.when}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Dot({ state }: { readonly state: Step["state"] }) {
  if (state === "done") {
    return (
      <span
        aria-hidden="true"
        className="mt-0.5 ms-0.5 grid size-5 place-items-center rounded-full bg-accent text-accent-ink"
      >
        <Check size={13} strokeWidth={3} />
      </span>
    )
  }
  const look =
    state === "now"
      ? "border-accent bg-accent-soft shadow-[inset_0_0_0_4px_var(--card),inset_0_0_0_8px_var(--accent)]"
      : "border-edge"
  return <span aria-hidden="true" className={`mt-0.5 ms-0.5 size-5 rounded-full border-2 ${look}`} />
}
