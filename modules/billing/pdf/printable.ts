import { drawnCodePoints } from "./fonts.ts"

/** Marks that turn text round: in a name they could show an amount or a number backwards. */
const turningMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const invisible = /[\u00ad\u2060\ufeff]/g
/** A run that no line could break is let break every few characters, so that no word leaves its column. */
const longRun = /[^ \n\u200b-]{25,}/g
const piece = /(?:\P{M}\p{M}*){8}(?=.)/gsu

const drawn = drawnCodePoints()

/** Somebody's text as our fonts can draw it: what they cannot becomes U+FFFD, long words may break. Lines are kept. */
export function printable(text: string): string {
  return withoutGaps(text.toWellFormed().normalize("NFC").replace(turningMarks, "").replace(invisible, ""))
    .replace(/[^\S\n\u00a0\u202f]+/g, " ")
    .replace(longRun, (run) => run.replace(piece, "$&\u200b"))
    .trim()
}

function withoutGaps(text: string): string {
  const characters = Array.from(text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/[\t\v\f]/g, " "), (character) =>
    character === "\n" || drawn.has(character.codePointAt(0) ?? 0) ? character : "\ufffd",
  )
  return characters.join("").replace(/\ufffd+/g, "\ufffd")
}
