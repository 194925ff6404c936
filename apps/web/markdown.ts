/** The little Markdown of legal texts: headings, paragraphs, lists, bold and links. Anything else stays text. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: readonly Span[] }
  | { readonly kind: "paragraph"; readonly text: readonly Span[] }
  | { readonly kind: "list"; readonly isNumbered: boolean; readonly items: readonly (readonly Span[])[] }

export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bold"; readonly text: string }
  /** A number or address in Arabic text, which would turn its parts round. */
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string }

const bullet = /^[-*] +/
const numbered = /^\d+[.)] +/

export function blocksOf(markdown: string): Block[] {
  return markdown
    .replaceAll("\r\n", "\n")
    .replace(/^(#{1,3} .*)$/gm, "\n$1\n")
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== "")
    .map(blockOf)
}

function blockOf(block: string): Block {
  const [, marks = "", title = ""] = /^(#{1,3}) +(.*)$/.exec(block) ?? []
  if (marks !== "") return { kind: "heading", level: levelOf(marks), text: spansOf(title) }

  const lines = block.split("\n")
  const item = bullet.test(block) ? bullet : numbered.test(block) ? numbered : null
  if (item === null) return { kind: "paragraph", text: spansOf(lines.join(" ")) }
  return { kind: "list", isNumbered: item === numbered, items: itemsOf(lines, item).map(spansOf) }
}

function levelOf(marks: string): 1 | 2 | 3 {
  return marks.length === 1 ? 1 : marks.length === 2 ? 2 : 3
}

/** A line that begins no item goes on with the one before. */
function itemsOf(lines: readonly string[], item: RegExp): string[] {
  const items: string[] = []
  for (const line of lines) {
    if (item.test(line)) items.push(line.replace(item, ""))
    else items.push(`${items.pop() ?? ""} ${line.trim()}`)
  }
  return items
}

/** Links lead to a page beside this one, to an address of the web, to a mailbox or a phone; others stay text. */
const safeHref = /^(https:\/\/|mailto:|tel:|\/(?!\/)|[a-z])[^\s"<>]*$/
const isScheme = /^[a-z][a-z0-9+.-]*:/i

function spansOf(text: string): Span[] {
  const parts = text.split(/(\*\*[^*]+\*\*|\[[^\]]+\]\([^)\s]+\))/)
  return parts.filter((part) => part !== "").flatMap((part) => codesIn(spanOf(part)))
}

/** `16/00-0000142 B 09`, `18-05`, `bonjour@maison.example` */
const code = /([0-9A-Za-z]+(?:[-/.@][0-9A-Za-z]+)+(?: [0-9A-Z]{1,4}(?![0-9A-Za-z]))*)/

function codesIn(span: Span): Span[] {
  if (span.kind !== "text" || !/\p{Script=Arabic}/u.test(span.text)) return [span]
  return span.text
    .split(code)
    .map((text, index) => ({ kind: index % 2 === 1 ? ("code" as const) : ("text" as const), text }))
    .filter(({ text }) => text !== "")
}

function spanOf(part: string): Span {
  const [, bold] = /^\*\*([^*]+)\*\*$/.exec(part) ?? []
  if (bold !== undefined) return { kind: "bold", text: bold }

  const [, text = "", href = ""] = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part) ?? []
  const isSafe = safeHref.test(href) && (!isScheme.test(href) || /^(https|mailto|tel):/.test(href))
  return text !== "" && isSafe ? { kind: "link", text, href } : { kind: "text", text: part }
}
