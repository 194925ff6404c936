import { randomUUID } from "node:crypto"
import { ButtonLink } from "../../../../../components/button.tsx"
import { ActionForm } from "../../../../../components/form.tsx"
import { CardMarks, SatimNote } from "../../../../../components/marks.tsx"
import { Notice } from "../../../../../components/notice.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { here } from "../../../../../here.ts"
import { mayPayAgain, type Standing, standingOf, type TrackedOrder } from "../../../../../order.ts"
import { checkPayment, payAgain } from "./actions.ts"

type Props = { readonly token: string; readonly order: TrackedOrder }

/** The money is still to come: pay, pay again, pay otherwise, or say that it is done. */
export async function ToPay({ token, order }: Props) {
  const { t, to } = await here()
  const standing = standingOf(order)

  return (
    <section className="unprinted grid gap-4">
      {mayPayAgain(standing) ? (
        <>
          <NotPaid standing={standing} reason={order.payment.reason} />
          <PayOptions token={token} />
        </>
      ) : (
        <>
          <ButtonLink kind="primary" wide className="min-h-14" href={to(`/orders/${token}/payment`)}>
            <CardMarks />
            {t("web.order.pay_now")}
          </ButtonLink>
          {standing === "waiting" && (
            <ActionForm action={checkPayment} className="grid gap-3">
              <input type="hidden" name="token" value={token} />
              <SubmitButton wide pending={t("web.checkout.checking")}>
                {t("web.order.check")}
              </SubmitButton>
            </ActionForm>
          )}
        </>
      )}
      <SatimNote t={t} />
    </section>
  )
}

/** Why there is no money: in SATIM's fixed words when the bank said no, and never so when the payer only left. */
export async function NotPaid({ standing, reason }: { readonly standing: Standing; readonly reason: string | null }) {
  const { t } = await here()
  const title = t(standing === "failed" ? "web.result.rejected" : "web.result.not_finished")
  return (
    <Notice tone={standing === "failed" ? "bad" : "wait"}>
      <p className="font-semibold">{title}</p>
      {reason !== null && reason !== title && <p className="text-sm">{reason}</p>}
    </Notice>
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
