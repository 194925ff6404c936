import { ChevronDown } from "lucide-react"
import type { Language } from "#kernel/format.ts"
import type { Words } from "#kernel/words.ts"
import { addressOf, type Visit } from "../visit.ts"
import { languageNames } from "../words.ts"

type Props = {
  readonly visit: Pick<Visit, "base" | "language">
  readonly languages: readonly Language[]
  /** This page, without its language. */
  readonly path: string
  readonly t: Words
}

/** The same page in another language; a list that opens without a script. */
export function LanguageSwitch({ visit, languages, path, t }: Props) {
  return (
    <details className="group relative" name="menu">
      <summary className="eases flex min-h-12 items-center gap-1 rounded-s px-3 text-sm font-semibold hover:bg-none-soft">
        {t("web.languages.short")}
        <span className="sr-only">{t("web.languages.choose")}</span>
        <ChevronDown size={16} aria-hidden className="text-ink-3 group-open:rotate-180" />
      </summary>
      <ul className="arrives absolute end-0 z-20 grid min-w-40 rounded-s border border-line bg-card py-1">
        {languages.map((language) => (
          <li key={language}>
            <a
              href={addressOf({ ...visit, language }, path)}
              hrefLang={language}
              lang={language}
              dir={language === "ar" ? "rtl" : "ltr"}
              aria-current={language === visit.language ? "true" : undefined}
              className="flex min-h-12 items-center px-4 font-system font-medium hover:bg-none-soft aria-[current]:text-accent"
            >
              {languageNames[language]}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
