import { type Block, blocksOf, type Span } from "../markdown.ts"

/** A text of ours in Markdown; its own title stays away, because the page has one. */
export function Prose({ markdown }: { readonly markdown: string }) {
  const blocks = blocksOf(markdown).filter((block) => block.kind !== "heading" || block.level > 1)
  return <div className="prose max-w-prose">{blocks.map(Shown)}</div>
}

function Shown(block: Block, index: number) {
  const key = `${block.kind}${index}`
  if (block.kind === "paragraph") return <p key={key}>{block.text.map(Piece)}</p>
  if (block.kind === "heading") {
    return block.level === 3 ? <h3 key={key}>{block.text.map(Piece)}</h3> : <h2 key={key}>{block.text.map(Piece)}</h2>
  }

  const items = block.items.map((item) => <li key={item.map(({ text }) => text).join("")}>{item.map(Piece)}</li>)
  return block.isNumbered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>
}

function Piece(span: Span, index: number) {
  const key = `${index}${span.text}`
  if (span.kind === "bold") return <strong key={key}>{span.text}</strong>
  if (span.kind === "text") return span.text
  if (span.kind === "code") return <bdi key={key}>{span.text}</bdi>
  return (
    <a key={key} className="link" href={span.href}>
      {span.text}
    </a>
  )
}
