import { Truck } from "lucide-react"
import { ButtonLink } from "../../../../../components/button.tsx"
import { Choice, Choices, SelectField } from "../../../../../components/field.tsx"
import { ActionForm, FormNotice } from "../../../../../components/form.tsx"
import type { ProductSummary } from "../../../../../components/product-card.tsx"
import { Money, Phone } from "../../../../../components/said.tsx"
import { StockChip } from "../../../../../components/stock-chip.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { here } from "../../../../../here.ts"
import { addToCart } from "../../cart/actions.ts"

/** How many one may take at once from here; the cart takes more. */
const offered = 10

/** Which variant, how many, into the cart. */
export async function Buy({ variants }: { readonly variants: ProductSummary["variants"] }) {
  const { business, locale, t, to } = await here()
  const available = Math.max(0, ...variants.map((variant) => variant.available))
  const firstThere = variants.find((variant) => variant.available > 0) ?? variants[0]
  const quantities = Array.from({ length: Math.min(available, offered) }, (_, index) => index + 1)

  return (
    <ActionForm action={addToCart} notice="none" className="grid gap-4">
      {variants.length > 1 ? (
        <Choices name="variant" legend={t("web.product.variant")}>
          {variants.map((variant) => (
            <Choice
              key={variant.id}
              name="variant"
              value={variant.id}
              label={variant.name ?? variant.sku}
              about={<StockChip available={variant.available} t={t} />}
              aside={<Money value={variant.price} locale={locale} />}
              defaultChecked={variant === firstThere}
              disabled={variant.available <= 0}
            />
          ))}
        </Choices>
      ) : (
        <>
          <input type="hidden" name="variant" value={firstThere?.id} />
          <StockChip available={available} t={t} />
        </>
      )}
      {available > 0 ? (
        <div className="flex items-end gap-3">
          <div className="w-24 shrink-0">
            <SelectField name="quantity" label={t("web.product.quantity")} defaultValue="1">
              {quantities.map((quantity) => (
                <option key={quantity} value={quantity}>
                  {quantity}
                </option>
              ))}
            </SelectField>
          </div>
          <SubmitButton kind="primary" className="flex-1" pending={t("web.product.adding")}>
            {t("web.product.add")}
          </SubmitButton>
        </div>
      ) : (
        <p className="text-ink-2">
          {t("web.product.gone")}{" "}
          <Phone e164={business.contacts.phone} locale={locale} className="font-semibold text-ink" />
        </p>
      )}
      <FormNotice>
        <ButtonLink href={to("/cart")} size="small">
          {t("web.product.to_cart")}
        </ButtonLink>
      </FormNotice>
      <p className="flex items-start gap-3 text-sm text-ink-2">
        <Truck size={18} strokeWidth={1.5} className="mt-0.5 shrink-0" aria-hidden />
        {t("web.product.delivery")}
      </p>
    </ActionForm>
  )
}
