import type { ReactNode } from "react"

/** One matter of a dossier's page. */
export function Card({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <section className="grid gap-3 rounded-m border border-line bg-card p-4 wide:px-5">
      {title !== undefined && <h2 className="font-semibold">{title}</h2>}
      {children}
    </section>
  )
}
