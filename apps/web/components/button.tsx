import { cva, type VariantProps } from "class-variance-authority"
import { clsx } from "clsx"
import type { ComponentProps } from "react"

/** Primary is the one next step of a page; everything else is quiet. */
export const buttonLook = cva(
  "eases inline-flex items-center justify-center gap-2 rounded-s border font-semibold no-underline text-center disabled:opacity-60 aria-disabled:opacity-60",
  {
    variants: {
      kind: {
        primary: "border-transparent bg-accent text-accent-ink hover:brightness-95",
        quiet: "border-line bg-card text-ink hover:border-edge",
        plain: "border-transparent text-ink hover:bg-none-soft",
        danger: "border-transparent bg-bad-soft text-bad hover:brightness-97",
      },
      size: {
        normal: "min-h-12 px-5 py-2",
        small: "min-h-12 px-3 py-1 text-sm wide:min-h-9",
        icon: "size-12 shrink-0",
      },
      wide: { true: "w-full", false: "" },
    },
    defaultVariants: { kind: "quiet", size: "normal", wide: false },
  },
)

type Look = VariantProps<typeof buttonLook>

export function Button({ kind, size, wide, className, ...rest }: ComponentProps<"button"> & Look) {
  return <button className={clsx(buttonLook({ kind, size, wide }), className)} {...rest} />
}

export function ButtonLink({ kind, size, wide, className, ...rest }: ComponentProps<"a"> & Look) {
  return <a className={clsx(buttonLook({ kind, size, wide }), className)} {...rest} />
}
