"use client"

import { useEffect, useState } from "react"
import { Button } from "../components/button.tsx"
import { Ticket } from "../components/ticket.tsx"

/** Client code alone can stand here, so it carries its own few words. */
const words = {
  fr: {
    title: "Le guichet ne répond pas",
    about: "C’est de notre côté, et nous en sommes prévenus. Rien de ce que vous avez envoyé n’est perdu.",
    again: "Réessayer",
    reference: "Référence :",
  },
  ar: {
    title: "الشباك لا يجيب الآن",
    about: "العطل من عندنا وقد بلغنا الخبر. لم يضع شيء ممّا أرسلته.",
    again: "حاول مرة أخرى",
    reference: "المرجع:",
  },
  en: {
    title: "The counter does not answer",
    about: "It is on our side, and we have been told. Nothing you sent is lost.",
    again: "Try again",
    reference: "Reference:",
  },
} as const

function spoken(): keyof typeof words {
  const { lang } = document.documentElement
  return lang === "ar" || lang === "en" ? lang : "fr"
}

export default function Fault({ error }: { readonly error: Error & { digest?: string } }) {
  const [language, setLanguage] = useState<keyof typeof words>("fr")
  useEffect(() => setLanguage(spoken()), [])
  const { title, about, again, reference } = words[language]

  return (
    <main className="gutter grid min-h-dvh max-w-lg! content-center py-10">
      <Ticket
        stub={
          <div className="grid gap-2">
            <p className="mono text-ink-3">500</p>
            <h1 className="text-xl font-semibold">{title}</h1>
          </div>
        }
      >
        <div className="grid gap-5">
          <p className="text-ink-2">{about}</p>
          <Button kind="primary" wide onClick={() => window.location.reload()}>
            {again}
          </Button>
          {error.digest !== undefined && (
            <p className="text-xs text-ink-3">
              {reference} <bdi className="mono">{error.digest}</bdi>
            </p>
          )}
        </div>
      </Ticket>
    </main>
  )
}
