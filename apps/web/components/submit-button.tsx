"use client"

import type { ComponentProps, ReactNode } from "react"
import { Button } from "./button.tsx"
import { useFilling } from "./form.tsx"

type Props = ComponentProps<typeof Button> & { readonly pending?: ReactNode }

/** Cannot be pressed twice while the first press is on its way. */
export function SubmitButton({ pending, children, ...rest }: Props) {
  const { isPending } = useFilling()
  return (
    <Button type="submit" {...rest} aria-disabled={isPending} onClick={(event) => isPending && event.preventDefault()}>
      {isPending && pending !== undefined ? pending : children}
    </Button>
  )
}
