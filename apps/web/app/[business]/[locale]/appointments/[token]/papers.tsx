import { Download } from "lucide-react"
import type { Appointment } from "../../../../../appointment.ts"
import { ButtonLink } from "../../../../../components/button.tsx"
import { Reference } from "../../../../../components/ticket.tsx"
import { here } from "../../../../../here.ts"

type Props = { readonly documents: Appointment["documents"]; readonly token: string }

/** What one keeps of a visit: its invoice, or what took it back. */
export async function Papers({ documents, token }: Props) {
  const { t, apiTo } = await here()
  return documents.map(({ id, kind, number, isReady }) =>
    isReady ? (
      <ButtonLink
        key={id}
        kind={kind === "invoice" ? "primary" : "quiet"}
        wide
        download
        className="unprinted"
        href={apiTo(`/orders/track/${token}/documents/${id}`)}
      >
        <Download size={18} aria-hidden />
        {t(`web.order.documents.${kind}`)} <Reference>{number}</Reference>
      </ButtonLink>
    ) : (
      <p key={id} className="waits unprinted py-3 text-center text-sm text-ink-2">
        {t("web.order.printing", { number })}
      </p>
    ),
  )
}
