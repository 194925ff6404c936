"use client"

import { Printer } from "lucide-react"
import type { ReactNode } from "react"
import { Button } from "./button.tsx"

/** Only where a script can print; without one the browser's own menu does. */
export function PrintButton({ children }: { readonly children: ReactNode }) {
  return (
    <Button type="button" size="small" className="scripted" onClick={() => window.print()}>
      <Printer size={16} aria-hidden />
      {children}
    </Button>
  )
}
