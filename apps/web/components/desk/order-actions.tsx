import { randomUUID } from "node:crypto"
import type { ReactNode } from "react"
import { actOnOrder } from "../../app/[business]/[locale]/desk/actions.ts"
import { here } from "../../here.ts"
import { buttonLook } from "../button.tsx"
import { Field } from "../field.tsx"
import { ActionForm } from "../form.tsx"
import { Kbd } from "../kbd.tsx"
import { SubmitButton } from "../submit-button.tsx"
import type { Order } from "./order-detail.tsx"

type Action = Order["can"][number]

/** Each action has its key; the first one that the order allows is the next step, and the only filled button. */
const keys: { readonly [action in Action]: string } = {
  confirm: "c",
  ship: "e",
  deliver: "l",
  cancel: "x",
  refund: "b",
}
const forward: readonly Action[] = ["confirm", "ship", "deliver"]

/** What this member of staff may do now; whatever changes money or the shelf asks for its words first. */
export async function OrderActions({ order }: { readonly order: Order }) {
  const next = forward.find((action) => order.can.includes(action))
  if (order.can.length === 0) return null

  return (
    <div className="unprinted flex flex-wrap items-start gap-2">
      {order.can.map((action) => (
        <OneAction key={action} order={order} action={action} isNext={action === next} />
      ))}
    </div>
  )
}

type OneProps = { readonly order: Order; readonly action: Action; readonly isNext: boolean }

async function OneAction({ order, action, isNext }: OneProps) {
  const { t } = await here()
  const isCash = order.payment.method === "cash_on_delivery" && order.paymentStatus === "unpaid"
  const label = t(`desk.actions.${action === "deliver" && isCash ? "deliver_cash" : action}`)
  const kind = isNext ? "primary" : "quiet"
  if (action === "confirm" || action === "deliver") {
    return (
      <ActionForm action={actOnOrder} className="grid gap-2">
        <Hidden id={order.id} action={action} />
        <SubmitButton kind={kind} size="small" data-key={keys[action]} pending={t("desk.actions.pending")}>
          {label} <Kbd>{keys[action].toUpperCase()}</Kbd>
        </SubmitButton>
      </ActionForm>
    )
  }
  return (
    <Panel action={action} label={label} look={buttonLook({ kind, size: "small" })}>
      <ActionForm action={actOnOrder} className="grid gap-4">
        <Hidden id={order.id} action={action} />
        {action === "ship" ? <Shipment /> : <Reason about={t(`desk.actions.${action}_about`)} />}
        <SubmitButton kind={action === "ship" ? "primary" : "danger"} wide pending={t("desk.actions.pending")}>
          {label}
        </SubmitButton>
      </ActionForm>
    </Panel>
  )
}

function Hidden({ id, action }: { readonly id: string; readonly action: Action }) {
  return (
    <>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="action" value={action} />
      {action === "refund" && <input type="hidden" name="key" value={randomUUID()} />}
    </>
  )
}

type PanelProps = {
  readonly action: Action
  readonly label: string
  readonly look: string
  readonly children: ReactNode
}

/** Opens in place, without a script too. */
function Panel({ action, label, look, children }: PanelProps) {
  return (
    <details className="group relative open:w-full wide:open:w-80" name="action">
      <summary className={look} data-key={keys[action]}>
        {label} <Kbd>{keys[action].toUpperCase()}</Kbd>
      </summary>
      <div className="arrives mt-2 rounded-m border border-edge bg-card p-4">{children}</div>
    </details>
  )
}

async function Shipment() {
  const { t } = await here()
  return (
    <>
      <Field
        name="carrier"
        label={t("desk.actions.carrier")}
        defaultValue="Yalidine"
        autoComplete="off"
        list="carriers"
        required
      />
      <datalist id="carriers">
        {["Yalidine", "ZR Express", "Maystro", "EMS Algérie"].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field name="reference" label={t("desk.actions.reference")} autoComplete="off" dir="ltr" required />
    </>
  )
}

async function Reason({ about }: { readonly about: string }) {
  const { t } = await here()
  return (
    <>
      <p className="text-sm text-ink-2">{about}</p>
      <Field
        name="reason"
        label={t("desk.actions.reason")}
        hint={t("desk.actions.reason_hint")}
        maxLength={200}
        autoComplete="off"
        required
      />
    </>
  )
}
