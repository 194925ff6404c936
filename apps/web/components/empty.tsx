import type { ReactNode } from "react"

type Props = { readonly title: ReactNode; readonly children?: ReactNode; readonly picture?: ReactNode }

/** Nothing yet: what will appear here, and how to make it appear. */
export function Empty({ title, children, picture }: Props) {
  return (
    <div className="grid justify-items-start gap-3 rounded-m border border-dashed border-edge px-5 py-8">
      {picture}
      <h2 className="text-lg font-semibold">{title}</h2>
      {children !== undefined && <div className="grid justify-items-start gap-4 text-ink-2">{children}</div>}
    </div>
  )
}
