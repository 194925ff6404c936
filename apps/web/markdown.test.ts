import { describe, expect, it } from "vitest"
import { blocksOf } from "./markdown.ts"

const text = (value: string) => ({ kind: "text", text: value })

describe("reading a legal text", () => {
  it("tells headings, paragraphs and lists apart", () => {
    expect(
      blocksOf("# Conditions\nVersion 1.\n\n- Prix\n- Délai,\n  compté en jours\n\n1. D’abord\n2. Ensuite"),
    ).toEqual([
      { kind: "heading", level: 1, text: [text("Conditions")] },
      { kind: "paragraph", text: [text("Version 1.")] },
      { kind: "list", isNumbered: false, items: [[text("Prix")], [text("Délai, compté en jours")]] },
      { kind: "list", isNumbered: true, items: [[text("D’abord")], [text("Ensuite")]] },
    ])
  })

  it("joins the lines of a paragraph", () => {
    expect(blocksOf("Une phrase\nsur deux lignes.")).toEqual([
      { kind: "paragraph", text: [text("Une phrase sur deux lignes.")] },
    ])
  })

  it("knows bold and links", () => {
    expect(blocksOf("Voir **ici** et [les retours](returns).")).toEqual([
      {
        kind: "paragraph",
        text: [
          text("Voir "),
          { kind: "bold", text: "ici" },
          text(" et "),
          { kind: "link", text: "les retours", href: "returns" },
          text("."),
        ],
      },
    ])
  })

  it.each(["javascript:alert", "data:text/html,x", "//evil.example", "http://plain.example"])(
    "leaves a link to %s as text",
    (href) => {
      expect(blocksOf(`[x](${href})`)).toEqual([{ kind: "paragraph", text: [text(`[x](${href})`)] }])
    },
  )

  it("keeps numbers and addresses in Arabic text from being turned round", () => {
    const [block] = blocksOf("السجل التجاري: 16/00-0000142 B 09، القانون 18-05، سنة 2018.")
    expect(block).toMatchObject({
      text: [
        { kind: "text", text: "السجل التجاري: " },
        { kind: "code", text: "16/00-0000142 B 09" },
        { kind: "text", text: "، القانون " },
        { kind: "code", text: "18-05" },
        { kind: "text", text: "، سنة 2018." },
      ],
    })
    expect(blocksOf("La loi n° 18-05")).toMatchObject([{ text: [{ kind: "text" }] }])
  })
})
