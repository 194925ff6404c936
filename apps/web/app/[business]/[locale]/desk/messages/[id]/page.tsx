import type { Metadata } from "next"
import type { Words } from "#kernel/words.ts"
import { endpoints } from "#modules/inbox/contract.ts"
import { api } from "../../../../../../api.ts"
import { ButtonLink } from "../../../../../../components/button.tsx"
import { MessagesPane } from "../../../../../../components/desk/messages-pane.tsx"
import { Shell } from "../../../../../../components/desk/shell.tsx"
import { Notice } from "../../../../../../components/notice.tsx"
import { DateTime } from "../../../../../../components/said.tsx"
import { Reference, Ticket } from "../../../../../../components/ticket.tsx"
import { here } from "../../../../../../here.ts"
import { needed } from "../../../../../../needed.ts"
import { memberHere } from "../../../../../../staff.ts"
import { isolated } from "../../../../../../words.ts"
import { signOut } from "../../actions.ts"

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("desk.nav.messages"), robots: { index: false } }
}

type Whose = { readonly sender: string | null; readonly recipient: string | null }

function whose(t: Words, { sender, recipient }: Whose): string {
  if (sender !== null) return t("desk.messages.from", { sender: isolated(sender) })
  return recipient === null ? t("desk.messages.page") : t("desk.messages.to", { recipient: isolated(recipient) })
}

export default async function Message({ params }: { readonly params: Promise<{ id: string }> }) {
  const { id } = await params
  const who = await memberHere(`/desk/messages/${id}`)
  const { t, to, locale, business } = await here()
  const message = needed(await api(endpoints.showMessage, { params: { id } }))

  return (
    <Shell who={who} current="messages" path={`/desk/messages/${id}`} signOut={signOut}>
      <div className="grid desk:min-h-0 desk:grid-cols-[23.75rem_minmax(0,1fr)]">
        <div className="hidden border-line desk:block desk:overflow-y-auto desk:border-e">
          <MessagesPane chosen={id} />
        </div>
        <main className="grid max-w-2xl content-start gap-5 p-4 py-5 desk:overflow-y-auto desk:px-7">
          <a
            href={to("/desk/messages")}
            className="link inline-flex min-h-12 items-center text-sm font-medium desk:hidden"
          >
            {t("desk.messages.title")}
          </a>
          {message.failure !== null && <Notice tone="bad">{message.failure}</Notice>}
          <Ticket
            stub={
              <div className="grid gap-1">
                {message.number !== null && (
                  <Reference className="justify-self-start text-sm text-ink-2">{message.number}</Reference>
                )}
                <h1 className="text-lg font-semibold">
                  <bdi>{message.subject ?? message.template}</bdi>
                </h1>
                <p className="text-sm text-ink-2">
                  {whose(t, message)} ·{" "}
                  <DateTime at={message.sentAt ?? message.writtenAt} zone={business.zone} locale={locale} />
                </p>
              </div>
            }
          >
            <p lang={message.locale} dir="auto" className="whitespace-pre-wrap wrap-anywhere">
              {message.body}
            </p>
          </Ticket>
          {message.attachments.length > 0 && (
            <p className="text-sm text-ink-2">
              {t("desk.messages.attachments")}:{" "}
              {message.attachments.map(({ name }) => (
                <Reference key={name} className="me-3">
                  {name}
                </Reference>
              ))}
            </p>
          )}
          {message.dossierId !== null && (
            <div>
              {message.kind === "appointment" ? (
                <ButtonLink href={to(`/desk/appointments/${message.dossierId}`)}>
                  {t("desk.messages.appointment")}
                </ButtonLink>
              ) : (
                <ButtonLink href={to(`/desk/orders/${message.dossierId}`)}>{t("desk.messages.order")}</ButtonLink>
              )}
            </div>
          )}
        </main>
      </div>
    </Shell>
  )
}
