/** The letters that an SMS carries at 160 a part (GSM 03.38); the second row counts twice. */
const basic =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
const extended = "^{}\\[~]|€"
const letters = new Set(basic + extended)
const doubled = new Set(extended)

const plain: Readonly<Record<string, string>> = {
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "«": '"',
  "»": '"',
  "…": "...",
  "–": "-",
  "—": "-",
  "−": "-",
  œ: "oe",
  Œ: "OE",
}

/**
 * The same words in the letters of an SMS, so that "ç" or a narrow space does not cost twice the parts. A text in
 * Arabic, or with a name in it that has no such letters, stays as it is but for its invisible signs.
 */
export function smsText(text: string): string {
  const visible = text.replace(/\p{Cf}/gu, "").replace(/[^\S\n]/gu, " ")
  const folded = [...visible].map((letter) => (letters.has(letter) ? letter : (plain[letter] ?? bare(letter)))).join("")
  return isBasic(folded) ? folded : visible
}

function bare(letter: string): string {
  return letter.normalize("NFD").replace(/\p{M}/gu, "")
}

function isBasic(text: string): boolean {
  return [...text].every((letter) => letters.has(letter))
}

/** In how many parts it is sent and paid: 160 letters or 70 in other scripts, a little less each when there are several. */
export function smsParts(text: string): number {
  const isPlain = isBasic(text)
  const size = isPlain ? [...text].reduce((sum, letter) => sum + (doubled.has(letter) ? 2 : 1), 0) : text.length
  const [one, several] = isPlain ? [160, 153] : [70, 67]
  return size <= one ? 1 : Math.ceil(size / several)
}
