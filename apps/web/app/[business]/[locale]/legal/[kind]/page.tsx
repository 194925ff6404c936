import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { cache } from "react"
import { endpoints } from "#modules/businesses/contract.ts"
import { api } from "../../../../../api.ts"
import { Notice } from "../../../../../components/notice.tsx"
import { Page } from "../../../../../components/page.tsx"
import { Prose } from "../../../../../components/prose.tsx"
import { here } from "../../../../../here.ts"
import { needed } from "../../../../../needed.ts"
import { versionSaid } from "../../../../../version-said.ts"
import { visitNow } from "../../../../../visit.ts"

type Props = { readonly params: Promise<{ kind: string }>; readonly searchParams: Promise<{ version?: string }> }

const kinds = ["terms", "returns", "privacy", "mentions"] as const
const isVersion = /^[\w.-]{1,40}$/

const textOf = cache(async (kind: string, version: string | undefined) => {
  const known = kinds.find((name) => name === kind) ?? notFound()
  const { language } = await visitNow()
  const asked = version !== undefined && isVersion.test(version) ? { version } : {}
  const answer = await api(endpoints.showLegalText, { params: { kind: known }, query: { locale: language, ...asked } })
  return { ...needed(answer), kind: known }
})

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { t } = await here()
  const { kind } = await textOf((await params).kind, (await searchParams).version)
  return { title: t(`web.legal.${kind}`) }
}

export default async function Legal({ params, searchParams }: Props) {
  const { locale, t, visit } = await here()
  const asked = (await searchParams).version
  const { kind, version, body, locale: written } = await textOf((await params).kind, asked)

  return (
    <Page path={`/legal/${kind}${asked === undefined ? "" : `?version=${encodeURIComponent(asked)}`}`} width="narrow">
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold">{t(`web.legal.${kind}`)}</h1>
        <p className="text-ink-2">{t("web.legal.version", { date: versionSaid(version, locale) })}</p>
      </div>
      {written !== visit.language && <Notice tone="none">{t("web.legal.other_language")}</Notice>}
      <div lang={written} dir={written === "ar" ? "rtl" : "ltr"}>
        <Prose markdown={body} />
      </div>
    </Page>
  )
}
