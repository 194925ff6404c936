import { endpoints } from "#modules/inbox/contract.ts"
import { api } from "../../api.ts"
import { here } from "../../here.ts"
import { needed } from "../../needed.ts"
import { ButtonLink } from "../button.tsx"
import { Chip } from "../chip.tsx"
import { Empty } from "../empty.tsx"
import { DateTime } from "../said.tsx"
import { Reference } from "../ticket.tsx"

const tones = { queued: "wait", sent: "good", delivered: "good", failed: "bad", received: "none" } as const

/** What customers were told and wrote, newest first. */
export async function MessagesPane({
  after,
  chosen,
}: {
  readonly after?: string | undefined
  readonly chosen?: string
}) {
  const { t, to, locale, business } = await here()
  const listed = needed(await api(endpoints.listMessages, { query: after === undefined ? {} : { after } }))
  return (
    <section className="grid content-start bg-card">
      <header className="grid gap-1 border-b border-line p-4">
        <h1 className="font-semibold">{t("desk.messages.title")}</h1>
        <p className="text-sm text-ink-2">{t("desk.messages.about")}</p>
      </header>
      {listed.items.length === 0 && (
        <div className="p-4">
          <Empty title={t("desk.messages.none.title")}>{t("desk.messages.none.about")}</Empty>
        </div>
      )}
      <ul className="grid divide-y divide-line">
        {listed.items.map((message) => (
          <li key={message.id}>
            <a
              href={to(`/desk/messages/${message.id}`)}
              data-row
              aria-current={message.id === chosen ? "true" : undefined}
              className="eases grid min-h-14 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-none-soft aria-[current]:bg-accent-soft"
            >
              <bdi className="truncate font-medium">{message.subject ?? message.template}</bdi>
              <DateTime
                at={message.writtenAt}
                zone={business.zone}
                locale={locale}
                style="short"
                className="text-xs text-ink-3"
              />
              <span className="flex min-w-0 items-baseline gap-1 text-sm text-ink-2">
                {message.number !== null && (
                  <>
                    <Reference className="shrink-0 text-xs">{message.number}</Reference> <span aria-hidden>·</span>
                  </>
                )}
                <bdi className="min-w-0 truncate">{message.sender ?? message.recipient ?? t("desk.messages.page")}</bdi>
              </span>
              <Chip tone={tones[message.status]}>{t(`desk.messages.statuses.${message.status}`)}</Chip>
            </a>
          </li>
        ))}
      </ul>
      {listed.next !== null && (
        <div className="flex justify-end border-t border-line p-3">
          <ButtonLink size="small" rel="next" href={`${to("/desk/messages")}?after=${encodeURIComponent(listed.next)}`}>
            {t("desk.list.next")}
          </ButtonLink>
        </div>
      )}
    </section>
  )
}
