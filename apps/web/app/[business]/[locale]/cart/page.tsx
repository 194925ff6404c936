import type { Metadata } from "next"
import { endpoints } from "#modules/orders/contract.ts"
import { api } from "../../../../api.ts"
import { ButtonLink } from "../../../../components/button.tsx"
import { Empty } from "../../../../components/empty.tsx"
import { ActionForm } from "../../../../components/form.tsx"
import { Notice } from "../../../../components/notice.tsx"
import { Page } from "../../../../components/page.tsx"
import { Money } from "../../../../components/said.tsx"
import { SubmitButton } from "../../../../components/submit-button.tsx"
import { readCart } from "../../../../cookie-jar.ts"
import { here, shopHere } from "../../../../here.ts"
import { needed } from "../../../../needed.ts"
import { changeCart, putBack } from "./actions.ts"
import { CartLineRow, MissingLine } from "./line.tsx"

type Props = { readonly searchParams: Promise<{ removed?: string; quantity?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("web.cart.title"), robots: { index: false } }
}

export default async function Cart({ searchParams }: Props) {
  const { locale, t, to, visit } = await shopHere()
  const cart = await readCart()
  const removed = await searchParams
  const priced =
    cart.length === 0
      ? null
      : needed(await api(endpoints.previewOrder, { body: { lines: cart, locale: visit.language } }))
  const isWhole =
    priced !== null && priced.missing.length === 0 && priced.lines.every((line) => line.available >= line.quantity)

  return (
    <Page path="/cart" width="narrow">
      <h1 className="text-xl font-semibold">{t("web.cart.title")}</h1>
      {removed.removed !== undefined && (
        <ActionForm action={putBack}>
          <input type="hidden" name="variant" value={removed.removed} />
          <input type="hidden" name="quantity" value={removed.quantity ?? "1"} />
          <Notice tone="none">
            <span className="flex flex-wrap items-center justify-between gap-3">
              {t("web.cart.removed")}
              <SubmitButton size="small">{t("web.cart.undo")}</SubmitButton>
            </span>
          </Notice>
        </ActionForm>
      )}
      <ActionForm action={changeCart} className="grid gap-8">
        {priced === null ? (
          <Empty title={t("web.cart.empty")}>
            <p>{t("web.cart.empty_about")}</p>
            <ButtonLink kind="primary" href={to("/products")}>
              {t("web.cart.browse")}
            </ButtonLink>
          </Empty>
        ) : (
          <>
            <ul className="divide-y divide-line rounded-m border border-line bg-card">
              {priced.lines.map((line) => (
                <CartLineRow key={line.variantId} line={line} />
              ))}
              {priced.missing.map((variantId) => (
                <MissingLine key={variantId} variantId={variantId} />
              ))}
            </ul>
            <div className="grid gap-5">
              <div className="grid gap-1">
                <p className="flex items-baseline justify-between gap-4 text-lg font-semibold">
                  {t("web.cart.goods")}
                  <Money value={priced.totals.goods} locale={locale} />
                </p>
                <p className="text-sm text-ink-2">{t("web.cart.delivery_next")}</p>
              </div>
              {isWhole ? (
                <ButtonLink kind="primary" wide href={to("/checkout")}>
                  {t("web.cart.checkout")}
                </ButtonLink>
              ) : (
                <Notice tone="wait">{t("web.cart.fix_first")}</Notice>
              )}
              <ButtonLink kind="plain" wide href={to("/products")}>
                {t("web.cart.more")}
              </ButtonLink>
            </div>
          </>
        )}
      </ActionForm>
    </Page>
  )
}
