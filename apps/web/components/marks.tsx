import type { Words } from "#kernel/words.ts"

/** The two cards of Algeria, drawn by us: a blue one for CIB, a golden one for Edahabia. */
export function CardMarks() {
  return (
    <span className="inline-flex shrink-0 gap-1.5" role="img" aria-label="CIB / Edahabia">
      <svg viewBox="0 0 44 28" width="38" height="24" aria-hidden="true">
        <rect x=".5" y=".5" width="43" height="27" rx="4.5" fill="#16458c" stroke="#fff" strokeOpacity=".5" />
        <path d="M0 8.5h44v3.5H0z" fill="#fff" fillOpacity=".22" />
        <text
          x="22"
          y="22"
          fontFamily="system-ui,sans-serif"
          fontSize="11"
          fontWeight="800"
          fill="#fff"
          textAnchor="middle"
          letterSpacing="1"
        >
          CIB
        </text>
      </svg>
      <svg viewBox="0 0 44 28" width="38" height="24" aria-hidden="true">
        <rect x=".5" y=".5" width="43" height="27" rx="4.5" fill="#f2c230" stroke="#fff" strokeOpacity=".5" />
        <rect x="5" y="6" width="8" height="6.5" rx="1.5" fill="#8a6a08" fillOpacity=".55" />
        <text
          x="22"
          y="22.5"
          fontFamily="system-ui,sans-serif"
          fontSize="7.4"
          fontWeight="800"
          fill="#3c2c00"
          textAnchor="middle"
        >
          EDAHABIA
        </text>
      </svg>
    </span>
  )
}

/** SATIM wants its name and its number together, wherever people may have trouble paying. */
export function SatimNote({ t }: { readonly t: Words }) {
  return (
    <div className="flex items-center gap-4 border-t border-line pt-4 text-sm text-ink-2">
      <svg viewBox="0 0 64 24" width="64" height="24" role="img" aria-label="SATIM" className="shrink-0 text-ink">
        <rect x=".75" y=".75" width="62.5" height="22.5" rx="4" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <text
          x="32"
          y="16.2"
          fontFamily="system-ui,sans-serif"
          fontSize="12"
          fontWeight="700"
          fill="currentColor"
          textAnchor="middle"
          letterSpacing="1.5"
        >
          SATIM
        </text>
      </svg>
      <p>
        {t("web.satim.help")}{" "}
        <a href="tel:3020" className="num link font-semibold text-ink">
          <bdi>3020</bdi>
        </a>
      </p>
    </div>
  )
}
