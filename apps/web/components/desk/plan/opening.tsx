import type { ReactNode } from "react"

/** What is seldom changed opens in place, without a script too. */
export function Opening({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <details>
      <summary className="link flex min-h-12 w-fit cursor-pointer items-center text-sm font-medium wide:min-h-9">
        {label}
      </summary>
      <div className="arrives py-3">{children}</div>
    </details>
  )
}
