import mono500 from "@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff2"
import sans400 from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-400-normal.woff2"
import sans500 from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-500-normal.woff2"
import sans600 from "@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-600-normal.woff2"
import arabic400 from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-400-normal.woff2"
import arabic600 from "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-arabic-600-normal.woff2"
import { headers } from "next/headers"
import type { ReactNode } from "react"
import type { Language } from "#kernel/format.ts"

const latin =
  "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212"
const arabic = "U+0600-06FF,U+0750-077F,U+08A0-08FF,U+FB50-FDFF,U+FE70-FEFC"

type Face = { readonly family: string; readonly weight: number | string; readonly file: string; readonly range: string }

const faces: readonly Face[] = [
  { family: "IBM Plex Sans", weight: 400, file: sans400, range: latin },
  { family: "IBM Plex Sans", weight: 500, file: sans500, range: latin },
  { family: "IBM Plex Sans", weight: 600, file: sans600, range: latin },
  { family: "IBM Plex Sans Arabic", weight: 400, file: arabic400, range: arabic },
  { family: "IBM Plex Sans Arabic", weight: "500 600", file: arabic600, range: arabic },
  // Arabic files weigh twice the Latin ones: numbers and names within Arabic text make do with one weight.
  { family: "Plex within Arabic", weight: "400 600", file: sans500, range: latin },
  { family: "IBM Plex Mono", weight: 500, file: mono500, range: latin },
]

/** Arial stretched to Plex's measures, so that little moves when the files arrive. */
const standIn =
  '@font-face{font-family:"Plex Stand-in";src:local("Arial"),local("Liberation Sans");size-adjust:107%;ascent-override:96%;descent-override:26%;line-gap-override:0%}'

const styles = [
  standIn,
  ...faces.map(
    ({ family, weight, file, range }) =>
      `@font-face{font-family:"${family}";font-weight:${weight};font-display:swap;src:url("${file}") format("woff2");unicode-range:${range}}`,
  ),
].join("")

/**
 * What the head needs for one family in two scripts. Two files are asked for before first paint; a browser fetches the others as letters need
 * them. Said here and not in a style sheet, because the build gives these addresses to scripts alone.
 */
export async function fontsFor(language: Language): Promise<ReactNode> {
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get("content-security-policy") ?? "")?.[1]
  const first = language === "ar" ? [arabic400, arabic600] : [sans400, sans600]

  return (
    <>
      {first.map((file) => (
        <link key={file} rel="preload" as="font" type="font/woff2" href={file} crossOrigin="anonymous" />
      ))}
      <style nonce={nonce} suppressHydrationWarning>
        {styles}
      </style>
    </>
  )
}
