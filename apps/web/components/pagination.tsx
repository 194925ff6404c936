import { ChevronLeft, ChevronRight } from "lucide-react"
import type { Words } from "#kernel/words.ts"
import { ButtonLink } from "./button.tsx"

type Props = {
  readonly page: number
  readonly pages: number
  readonly t: Words
  readonly to: (page: number) => string
}

export function Pagination({ page, pages, t, to }: Props) {
  if (pages <= 1) return null

  return (
    <nav aria-label={t("web.pages.title")} className="flex items-center justify-between gap-3">
      {page > 1 ? (
        <ButtonLink href={to(page - 1)} rel="prev">
          <ChevronLeft size={18} className="points" aria-hidden />
          {t("web.pages.before")}
        </ButtonLink>
      ) : (
        <span />
      )}
      <span className="num text-sm text-ink-2">{t("web.pages.place", { page, pages })}</span>
      {page < pages ? (
        <ButtonLink href={to(page + 1)} rel="next">
          {t("web.pages.after")}
          <ChevronRight size={18} className="points" aria-hidden />
        </ButtonLink>
      ) : (
        <span />
      )}
    </nav>
  )
}
