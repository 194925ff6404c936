import { randomUUID } from "node:crypto"
import { ButtonLink } from "../../../../../components/button.tsx"
import { ActionForm } from "../../../../../components/form.tsx"
import { CardMarks, SatimNote } from "../../../../../components/marks.tsx"
import { Notice } from "../../../../../components/notice.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { here } from "../../../../../here.ts"
import { standingOf, type TrackedOrder } from "../../../../../order.ts"
import { checkPayment, payAgain } from "./actions.ts"

type Props = { readonly token: string; readonly order: TrackedOrder }

/** The money is still to come: pay, pay again, pay otherwise, or say that it is done. */
export async function ToPay({ token, order }: Props) {
  const { t, to } = await here()
  const isRefused = standingOf(order) === "failed"

  return (
    <section className="unprinted grid gap-4">
      {isRefused ? (
        <>
          <Notice tone="bad">
            <p className="font-semibold">{t("web.result.rejected")}</p>
            {order.payment.reason !== null && order.payment.reason !== t("web.result.rejected") && (
              <p className="text-sm">{order.payment.reason}</p>
            )}
          </Notice>
          <PayOptions token={token} />
        </>
      ) : (
        <>
          <ButtonLink kind="primary" wide className="min-h-14" href={to(`/orders/${token}/payment`)}>
            <CardMarks />
            {t("web.order.pay_now")}
          </ButtonLink>
          <ActionForm action={checkPayment} className="grid gap-3">
            <input type="hidden" name="token" value={token} />
            <SubmitButton wide pending={t("web.checkout.checking")}>
              {t("web.order.check")}
            </SubmitButton>
          </ActionForm>
        </>
      )}
      <SatimNote t={t} />
    </section>
  )
}

/** By card again, or in cash after all. */
export async function PayOptions({ token }: { readonly token: string }) {
  const { t } = await here()
  return (
    <ActionForm action={payAgain} className="grid gap-3">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="key" value={randomUUID()} />
      <SubmitButton kind="primary" wide className="min-h-14" name="method" value="satim">
        <CardMarks />
        {t("web.order.pay_again")}
      </SubmitButton>
      <SubmitButton wide name="method" value="cash_on_delivery">
        {t("web.order.pay_cash")}
      </SubmitButton>
    </ActionForm>
  )
}
