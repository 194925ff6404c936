import { randomInt } from "node:crypto"

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
const signs = `${letters}0123456789`

/** The guide allows up to ten characters; certifiers insist on exactly ten. */
export const orderNumberPattern = /^[A-Za-z0-9]{10}$/

/** Starts with a letter, so that no program on the way takes it for a number; one case, as theirs may not tell. */
export function newOrderNumber(): string {
  const rest = Array.from({ length: 9 }, () => signs.charAt(randomInt(signs.length)))
  return letters.charAt(randomInt(letters.length)) + rest.join("")
}
