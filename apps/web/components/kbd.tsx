import type { ReactNode } from "react"

/** The key that does it. Shown where a keyboard is likely. */
export function Kbd({ children }: { readonly children: ReactNode }) {
  return (
    <kbd className="hidden min-w-5 rounded-[5px] border border-current/40 px-1 text-center font-mono text-xs leading-[1.4] font-medium opacity-80 desk:inline-block">
      {children}
    </kbd>
  )
}
