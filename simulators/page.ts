import { randomBytes } from "node:crypto"
import type { Reply } from "./server.ts"

/** Text that is already HTML; everything else that enters a page is escaped. */
export type Html = { readonly html: string }

type Piece = string | number | null | Html | readonly Html[]

export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { html: parts.map((part, i) => part + rendered(pieces[i] ?? null)).join("") }
}

function rendered(piece: Piece): string {
  if (piece === null) return ""
  if (typeof piece === "string" || typeof piece === "number") return escaped(String(piece))
  return "html" in piece ? piece.html : piece.map((one) => one.html).join("")
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

type Page = {
  readonly title: string
  readonly body: Html
  readonly lang?: "fr" | "ar" | "en"
  readonly status?: number
  /** Origins a form may end up on, redirects included: browsers check those against form-action too. */
  readonly formTargets?: readonly string[]
}

/** A page without a script, under a policy that would not let one run. */
export function page({ title, body, lang = "en", status = 200, formTargets = [] }: Page): Reply {
  const nonce = randomBytes(16).toString("base64url")
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ["form-action 'self'", ...formTargets].join(" "),
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
  const content = html`<!doctype html>
<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style nonce="${nonce}">${{ html: style }}</style></head>
<body><main>${body}</main></body></html>`

  return {
    status,
    headers: {
      "content-type": "text/html;charset=UTF-8",
      "content-security-policy": policy.join("; "),
      "referrer-policy": "no-referrer",
    },
    body: content.html,
  }
}

const style = `
:root { color-scheme: light }
* { box-sizing: border-box }
body { margin: 0; background: #f1f1ee; color: #1c1c1a; font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 40rem; margin-inline: auto; padding: 1rem }
h1 { font-size: 1.35rem; margin-block: 1rem .25rem }
h2 { font-size: 1.05rem; margin-block: 1.5rem .5rem }
a { color: #14507a }
form, .panel { background: #fff; border: 1px solid #cfcfc8; border-radius: 6px; padding: 1rem; margin-block: 1rem }
.banner { background: #6b2d00; color: #fff; padding: .5rem .75rem; border-radius: 6px; font-weight: 600 }
.amount { font-size: 1.75rem; font-weight: 700; margin: 0 }
.wrong { border-inline-start: 4px solid #a3191f; padding: .5rem .75rem; background: #fdeeee }
label { display: block; font-weight: 600; margin-block: .75rem .25rem }
input { width: 100%; min-height: 2.75rem; padding: .25rem .6rem; font: inherit; border: 1px solid #75756e; border-radius: 4px }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid #14507a; outline-offset: 2px }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; align-items: end }
button { min-height: 2.75rem; padding: .4rem 1.25rem; font: inherit; font-weight: 600; border-radius: 4px;
  border: 1px solid #14507a; background: #14507a; color: #fff; cursor: pointer; margin-block-start: 1rem }
button.quiet { background: #fff; color: #14507a }
form.bare { border: 0; background: none; padding: 0; margin-block: .5rem }
table { width: 100%; border-collapse: collapse; font-size: .9rem }
th, td { text-align: start; padding: .35rem .5rem; border-block-end: 1px solid #e2e2dc; vertical-align: top; overflow-wrap: anywhere }
code, pre { font-family: ui-monospace, monospace; font-size: .9em }
td code { white-space: nowrap }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 }
iframe { width: 100%; height: 32rem; border: 1px solid #cfcfc8; background: #fff }
`
