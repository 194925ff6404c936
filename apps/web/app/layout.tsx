import type { Metadata, Viewport } from "next"
import type { ReactNode } from "react"
import { direction } from "#kernel/format.ts"
import { counterMark, markSvg } from "#kernel/mark.ts"
import { accentOf } from "../accent.ts"
import { type Business, businessHere } from "../here.ts"
import { visitNow } from "../visit.ts"
import { fontsFor } from "./fonts.tsx"
import "./look.css"

type Look = Business["look"]

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#1f1d1a" },
  ],
}

export async function generateMetadata(): Promise<Metadata> {
  const [business, { origin }] = [await lookedUp(), await visitNow()]
  const name = business?.name ?? "Guichet"
  return {
    metadataBase: new URL(origin),
    title: { default: name, template: `%s · ${name}` },
    icons: { icon: iconOf(business?.look) },
    formatDetection: { telephone: false, email: false, address: false },
  }
}

/** Every page is made for one visit: language and business come with the request, and so does the nonce of its scripts. */
export default async function Layout({ children }: { readonly children: ReactNode }) {
  const { language } = await visitNow()
  const business = await lookedUp()
  // Waited for here: what is still on its way inside the head makes React lose its place there, and the page its input.
  const fonts = await fontsFor(language)

  return (
    <html lang={language} dir={direction({ language })} style={accentOf(business?.look)}>
      <head>{fonts}</head>
      <body>{children}</body>
    </html>
  )
}

/** Without the API the frame still stands, in ink alone. */
async function lookedUp(): Promise<Business | null> {
  const found = await businessHere()
  return found?.ok ? found.value : null
}

/** The mark of the business inside the page itself, so that no browser asks for another. */
function iconOf(look: Look | undefined): string {
  const mark = look === undefined ? counterMark : { ...look.light, letters: look.mark }
  return `data:image/svg+xml,${encodeURIComponent(markSvg(mark))}`
}
