import { clsx } from "clsx"
import { drawingNamed } from "../drawings.ts"

type Props = { readonly name: string; readonly business: string; readonly className?: string }

/** Our own line drawing of a part: ink, and one stroke in the accent. */
export function Drawing({ name, business, className }: Props) {
  const markup = drawingNamed(business, name)
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: the markup is a file of ours, read at build time.
    <div className={clsx("drawing", className)} aria-hidden="true" dangerouslySetInnerHTML={{ __html: markup }} />
  )
}
