import type { Metadata } from "next"
import frDay from "#messages/fr/day.json"
import { DayApp } from "../../../../../components/day/day-app.tsx"
import type { DayWords } from "../../../../../components/day/spoken.tsx"
import { Shell } from "../../../../../components/desk/shell.tsx"
import { bookingHere } from "../../../../../here.ts"
import { memberHere } from "../../../../../staff.ts"
import { signOut } from "../actions.ts"

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await bookingHere()
  return { title: t("day.said.title"), robots: { index: false } }
}

/** Beyond so many, the number of what is unsent is no news. */
const countedUpTo = 60

/** The phone's page: only its frame and its words come from here, so that it opens without a network. */
export default async function MyDay() {
  const who = await memberHere("/desk/day")
  const { business, visit, locale, t, to, apiTo } = await bookingHere()
  const said = Object.keys(frDay.said).map((name) => [name, t(`day.said.${name}`)])
  const words: DayWords = { ...frDay.said, ...Object.fromEntries(said) }
  return (
    <Shell who={who} current="day" path="/desk/day" signOut={signOut}>
      <main className="mx-auto w-full max-w-xl content-start overflow-y-auto p-4 pb-8">
        <noscript>{words.needs_script}</noscript>
        <DayApp
          words={words}
          unsent={Array.from({ length: countedUpTo }, (_, i) => t("day.unsent", { count: i + 1 }))}
          locale={locale}
          zone={business.zone}
          slug={visit.slug}
          accountId={who.id}
          apiBase={apiTo("")}
          workerAddress={to("/desk/worker.js")}
          signInAddress={`${to("/desk/sign-in")}?next=/desk/day`}
        />
      </main>
    </Shell>
  )
}
