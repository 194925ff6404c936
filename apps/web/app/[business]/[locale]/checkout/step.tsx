import type { ReactNode } from "react"

type Props = { readonly number: number; readonly title: ReactNode; readonly children: ReactNode }

/** One question of the counter, numbered as on its forms. */
export function Step({ number, title, children }: Props) {
  return (
    <section className="grid gap-5 border-t border-line pt-6">
      <h2 className="flex items-baseline gap-3 text-lg font-semibold">
        <span className="mono text-base text-ink-3">{number}</span>
        {title}
      </h2>
      {children}
    </section>
  )
}
