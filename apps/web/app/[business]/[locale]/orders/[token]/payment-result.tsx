import { randomUUID } from "node:crypto"
import { Download } from "lucide-react"
import type { ReactNode } from "react"
import { ButtonLink } from "../../../../../components/button.tsx"
import { Field } from "../../../../../components/field.tsx"
import { ActionForm } from "../../../../../components/form.tsx"
import { SatimNote } from "../../../../../components/marks.tsx"
import { PrintButton } from "../../../../../components/print-button.tsx"
import { DateTime, Money } from "../../../../../components/said.tsx"
import { SubmitButton } from "../../../../../components/submit-button.tsx"
import { Reference } from "../../../../../components/ticket.tsx"
import { here } from "../../../../../here.ts"
import type { TrackedOrder } from "../../../../../order.ts"
import { mailReceipt } from "./actions.ts"

/** Of an order or a deposit: the link of either opens it. */
type Props = { readonly receipt: TrackedOrder["payment"]["receipt"]; readonly token: string }

/** What the gateway answered, as SATIM wants it shown: its words, both numbers, approval code, hour and amount. */
export async function PaymentResult({ receipt, token }: Props) {
  const { business, locale, t, apiTo } = await here()
  if (receipt === null) return null

  return (
    <section className="grid gap-4 rounded-m border border-line bg-card p-5" aria-labelledby="paid">
      <h2 id="paid" className="text-base font-semibold">
        {receipt.response === "" ? t("web.result.accepted") : receipt.response}
      </h2>
      <dl className="grid gap-2 text-sm">
        <Row name={t("web.result.transaction")}>
          <Reference>{receipt.transactionId}</Reference>
        </Row>
        <Row name={t("web.result.order_number")}>
          <Reference>{receipt.orderNumber}</Reference>
        </Row>
        {receipt.approvalCode !== "" && (
          <Row name={t("web.result.approval")}>
            <Reference>{receipt.approvalCode}</Reference>
          </Row>
        )}
        <Row name={t("web.result.when")}>
          <DateTime at={receipt.paidAt} zone={business.zone} locale={locale} style="short" />
        </Row>
        <Row name={t("web.result.amount")}>
          <Money
            value={receipt.amount}
            locale={locale}
            style={{ cents: "always" }}
            className="font-semibold text-ink"
          />
        </Row>
        <Row name={t("web.result.means")}>
          <bdi>CIB/Edahabia</bdi>
        </Row>
      </dl>
      <div className="unprinted flex gap-2 *:flex-1">
        <PrintButton>{t("web.order.print")}</PrintButton>
        <ButtonLink size="small" href={apiTo(`/orders/track/${token}/receipt`)} download>
          <Download size={16} aria-hidden />
          {t("web.order.receipt")}
        </ButtonLink>
      </div>
      <MailReceipt token={token} />
      <SatimNote t={t} />
    </section>
  )
}

/** To an address that the payer names: theirs, or whoever does their accounts. */
async function MailReceipt({ token }: { readonly token: string }) {
  const { t } = await here()
  return (
    <ActionForm action={mailReceipt} className="unprinted grid gap-2">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="key" value={randomUUID()} />
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Field
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            label={t("web.result.mail_to")}
            dir="ltr"
            className="rtl:text-right"
            maxLength={200}
            required
          />
        </div>
        <SubmitButton className="mt-7.5" pending={t("web.result.sending")}>
          {t("web.result.send")}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4">
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0 text-end wrap-anywhere">{children}</dd>
    </div>
  )
}
