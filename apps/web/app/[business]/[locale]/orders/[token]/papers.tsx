import { Download, MessageCircle } from "lucide-react"
import { ButtonLink } from "../../../../../components/button.tsx"
import { Reference } from "../../../../../components/ticket.tsx"
import { here } from "../../../../../here.ts"
import type { TrackedOrder } from "../../../../../order.ts"

type Props = { readonly order: TrackedOrder; readonly token: string }

/** What one keeps: the invoice, the credit note; and whom to write to. */
export async function Papers({ order, token }: Props) {
  const { business, t, apiTo } = await here()
  const { documents, number, timeline } = order
  const isMailed = timeline.some(({ name, facts }) => name === "order.placed" && facts.hasEmail === true)

  return (
    <section className="unprinted grid gap-3">
      {documents.map((document) =>
        document.isReady ? (
          <ButtonLink
            key={document.id}
            kind={document.kind === "invoice" ? "primary" : "quiet"}
            wide
            download
            href={apiTo(`/orders/track/${token}/documents/${document.id}`)}
          >
            <Download size={18} aria-hidden />
            {t(`web.order.documents.${document.kind}`)} <Reference>{document.number}</Reference>
          </ButtonLink>
        ) : (
          <p key={document.id} className="waits py-3 text-center text-sm text-ink-2">
            {t("web.order.printing", { number: document.number })}
          </p>
        ),
      )}
      <ButtonLink
        kind="plain"
        wide
        href={`https://wa.me/${business.contacts.whatsapp.slice(1)}?text=${encodeURIComponent(number)}`}
        rel="noreferrer"
      >
        <MessageCircle size={18} aria-hidden />
        {t("web.contact.whatsapp")}
      </ButtonLink>
      <p className="text-sm text-ink-2">{t(isMailed ? "web.order.mailed" : "web.order.keep_link")}</p>
    </section>
  )
}
