import { clsx } from "clsx"
import type { ReactNode } from "react"

type Props = { readonly stub: ReactNode; readonly children?: ReactNode; readonly className?: string }

/** The house's one ornament: what you came for on the stub, a dashed line, what happened and what comes next. */
export function Ticket({ stub, children, className }: Props) {
  return (
    <section className={clsx("ticket", className)}>
      <div className="p-5">{stub}</div>
      {children !== undefined && (
        <>
          <div className="tear" aria-hidden="true" />
          <div className="p-5">{children}</div>
        </>
      )}
    </section>
  )
}

/** A number that people read aloud. */
export function Reference({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <bdi dir="ltr" className={clsx("mono", className)}>
      {children}
    </bdi>
  )
}
