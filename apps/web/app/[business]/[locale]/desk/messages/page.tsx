import type { Metadata } from "next"
import { MessagesPane } from "../../../../../components/desk/messages-pane.tsx"
import { Shell } from "../../../../../components/desk/shell.tsx"
import { Empty } from "../../../../../components/empty.tsx"
import { here } from "../../../../../here.ts"
import { memberHere } from "../../../../../staff.ts"
import { signOut } from "../actions.ts"

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await here()
  return { title: t("desk.nav.messages"), robots: { index: false } }
}

export default async function Messages({ searchParams }: { readonly searchParams: Promise<{ after?: string }> }) {
  const { after } = await searchParams
  const who = await memberHere("/desk/messages")
  const { t } = await here()
  return (
    <Shell who={who} current="messages" path="/desk/messages" signOut={signOut}>
      <div className="grid desk:min-h-0 desk:grid-cols-[23.75rem_minmax(0,1fr)]">
        <div className="border-line desk:overflow-y-auto desk:border-e">
          <MessagesPane after={after} />
        </div>
        <div className="hidden content-center justify-items-center p-8 desk:grid">
          <Empty title={t("desk.messages.choose.title")}>{t("desk.messages.choose.about")}</Empty>
        </div>
      </div>
    </Shell>
  )
}
