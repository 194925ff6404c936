import { Minus, Plus, Trash2 } from "lucide-react"
import type { Answered } from "#kernel/contract.ts"
import type { endpoints } from "#modules/orders/contract.ts"
import { Drawing } from "../../../../components/drawing.tsx"
import { Money } from "../../../../components/said.tsx"
import { SubmitButton } from "../../../../components/submit-button.tsx"
import { Reference } from "../../../../components/ticket.tsx"
import { here } from "../../../../here.ts"

type Line = Answered<typeof endpoints.previewOrder>["lines"][number]

/** One line, priced now; what cannot be had is said on it, with what can be done. */
export async function CartLineRow({ line }: { readonly line: Line }) {
  const { business, locale, t, to } = await here()
  const { variantId, sku, name, slug, drawing, quantity, available, unitPrice, total } = line
  const isShort = available < quantity

  return (
    <li className="grid grid-cols-[4.5rem_1fr] gap-x-4 gap-y-3 p-4">
      <Drawing
        name={drawing}
        business={business.slug}
        className="aspect-square rounded-s border border-line *:w-4/5!"
      />
      <div className="grid min-w-0 content-start gap-1">
        <div className="flex items-start justify-between gap-3">
          <a href={to(`/products/${slug}`)} className="min-w-0 font-medium hover:underline">
            {name}
          </a>
          <Money value={total} locale={locale} className="shrink-0 font-semibold" />
        </div>
        <p className="flex flex-wrap gap-x-3 text-sm text-ink-2">
          <Reference>{sku}</Reference>
          {quantity > 1 && (
            <span>
              <Money value={unitPrice} locale={locale} /> {t("web.cart.each")}
            </span>
          )}
        </p>
        {isShort && (
          <p role="alert" className="mt-1 text-sm font-medium text-bad">
            {available > 0 ? t("web.cart.short", { count: available }) : t("web.cart.sold_out")}
          </p>
        )}
      </div>
      <div className="col-start-2 flex flex-wrap items-center justify-between gap-2">
        {isShort ? (
          available > 0 && (
            <SubmitButton size="small" name="set" value={`${variantId}*${available}`}>
              {t("web.cart.take", { count: available })}
            </SubmitButton>
          )
        ) : (
          <Stepper variantId={variantId} quantity={quantity} most={available} />
        )}
        <SubmitButton kind="plain" size="small" name="set" value={`${variantId}*0`}>
          <Trash2 size={16} aria-hidden />
          {t("web.cart.remove")}
        </SubmitButton>
      </div>
    </li>
  )
}

type StepperProps = { readonly variantId: string; readonly quantity: number; readonly most: number }

/** Two buttons that each say the number they mean: no script is needed to count. */
async function Stepper({ variantId, quantity, most }: StepperProps) {
  const { t } = await here()
  return (
    <div className="flex items-center rounded-s border border-edge">
      <SubmitButton
        kind="plain"
        size="icon"
        name="set"
        value={`${variantId}*${quantity - 1}`}
        aria-label={t("web.cart.less")}
      >
        <Minus size={18} aria-hidden />
      </SubmitButton>
      <span className="num w-8 text-center font-semibold" aria-live="polite">
        {quantity}
      </span>
      <SubmitButton
        kind="plain"
        size="icon"
        name="set"
        value={`${variantId}*${quantity + 1}`}
        disabled={quantity >= most}
        aria-label={t("web.cart.one_more")}
      >
        <Plus size={18} aria-hidden />
      </SubmitButton>
    </div>
  )
}

/** A line whose part is no longer sold. */
export async function MissingLine({ variantId }: { readonly variantId: string }) {
  const { t } = await here()
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 p-4">
      <p role="alert" className="text-sm font-medium text-bad">
        {t("web.cart.missing")}
      </p>
      <SubmitButton size="small" name="set" value={`${variantId}*0`}>
        {t("web.cart.remove")}
      </SubmitButton>
    </li>
  )
}
