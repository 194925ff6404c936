import type { ReactNode } from "react"
import { here } from "../here.ts"
import { addressOf } from "../visit.ts"
import { Footer, ShortFooter } from "./footer.tsx"
import { Header } from "./header.tsx"

type Props = {
  /** This page below the business, with its query: the other languages link there. */
  readonly path: string
  readonly search?: string | undefined
  /** One column for forms and tickets, the full width for shelves. */
  readonly width?: "narrow" | "full"
  readonly children: ReactNode
}

/** The frame of every public page. */
export async function Page({ path, search, width = "full", children }: Props) {
  const { t } = await here()
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:start-4 focus:top-2 focus:z-30 focus:rounded-s focus:bg-card focus:px-4 focus:py-3"
      >
        {t("web.skip")}
      </a>
      {width === "full" && <Alternates path={path} />}
      <Header path={path} search={search} />
      <main id="main" className={`gutter grid gap-8 py-6 pb-16 wide:py-10 ${width === "narrow" ? "max-w-2xl!" : ""}`}>
        {children}
      </main>
      {width === "narrow" ? <ShortFooter /> : <Footer />}
    </div>
  )
}

/** The same page in the other languages, for search engines. */
async function Alternates({ path }: { readonly path: string }) {
  const { visit, business } = await here()
  return business.locales.map((language) => (
    <link
      key={language}
      rel="alternate"
      hrefLang={language}
      href={`${visit.origin}${addressOf({ ...visit, language }, path)}`}
    />
  ))
}
