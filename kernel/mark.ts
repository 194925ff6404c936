/** One to three letters on the accent of a business: what it has for a logo, as a picture of a few bytes. */
export type Mark = { readonly letters: string; readonly accent: string; readonly ink: string }

/** Of the counter itself, where no business is meant. */
export const counterMark: Mark = { letters: "G", accent: "#3d3832", ink: "#ffffff" }

export function markSvg({ letters, accent, ink }: Mark): string {
  const text = letters.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const size = letters.length > 2 ? 12 : 15
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
    `<rect width="32" height="32" rx="8" fill="${accent}"/>`,
    '<text x="16" y="21.5" font-family="system-ui,sans-serif" font-weight="700" text-anchor="middle"',
    ` font-size="${size}" fill="${ink}">${text}</text></svg>`,
  ].join("")
}
