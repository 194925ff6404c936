import { Banknote } from "lucide-react"
import { formatMoney } from "#kernel/format.ts"
import { endpoints } from "#modules/orders/contract.ts"
import { api } from "../../../../api.ts"
import type { CartLine } from "../../../../cart.ts"
import { Choice, Choices } from "../../../../components/field.tsx"
import { CardMarks } from "../../../../components/marks.tsx"
import type { Draft } from "../../../../draft.ts"
import { here } from "../../../../here.ts"
import { Step } from "./step.tsx"

/** By card or in cash; what cash costs more is said before the choice, not after. */
export async function Payment({ draft, cart }: { readonly draft: Draft; readonly cart: readonly CartLine[] }) {
  const { t, locale } = await here()
  const priced = await api(endpoints.previewOrder, {
    body: { lines: [...cart], payment: { method: "cash_on_delivery" }, locale: locale.language },
  })
  const stamp = priced.ok ? priced.value.totals.stamp : null
  const stampSaid = stamp === null ? "" : formatMoney({ amountMinor: stamp.amount, currency: stamp.currency }, locale)
  const chosen = draft["payment.method"] ?? "satim"
  return (
    <Step number={3} title={t("web.checkout.pay")}>
      <Choices name="payment.method" legend={<span className="sr-only">{t("web.checkout.pay")}</span>}>
        <Choice
          name="payment.method"
          value="satim"
          label={t("web.payment.satim")}
          about={t("web.payment.satim_about")}
          aside={<CardMarks />}
          defaultChecked={chosen === "satim"}
        />
        <Choice
          name="payment.method"
          value="cash_on_delivery"
          label={t("web.payment.cash_on_delivery")}
          about={stamp?.amount === 0 ? t("web.payment.cash_free") : t("web.payment.cash_about", { stamp: stampSaid })}
          aside={<Banknote size={24} strokeWidth={1.5} aria-hidden />}
          defaultChecked={chosen === "cash_on_delivery"}
        />
      </Choices>
    </Step>
  )
}
