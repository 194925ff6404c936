import type { Metadata } from "next"
import { endpoints } from "#modules/booking/contract.ts"
import { api } from "../../../../api.ts"
import type { FaultType } from "../../../../booking.ts"
import { durationSaid, moneySaid } from "../../../../booking-words.ts"
import { CommuneField } from "../../../../components/booking/commune-field.tsx"
import { Empty } from "../../../../components/empty.tsx"
import { Choice, Choices } from "../../../../components/field.tsx"
import { ActionForm } from "../../../../components/form.tsx"
import { Page } from "../../../../components/page.tsx"
import { Money, Phone } from "../../../../components/said.tsx"
import { SubmitButton } from "../../../../components/submit-button.tsx"
import { readBooking, readPlace } from "../../../../cookie-jar.ts"
import { bookingHere, type Here } from "../../../../here.ts"
import { needed } from "../../../../needed.ts"
import { Step } from "../checkout/step.tsx"
import { choosePlace } from "./actions.ts"
import { Sessions } from "./sessions.tsx"

type Props = { readonly searchParams: Promise<{ readonly faultType?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await bookingHere()
  return { title: t("web.book.title"), description: t("web.book.about") }
}

/** What is wrong, and where: then the counter knows who can come, and when. */
export default async function Book({ searchParams }: Props) {
  const at = await bookingHere()
  const { t, locale, business } = at
  const query = { locale: locale.language }
  const all = needed(await api(endpoints.listFaultTypes, { query })).items
  const faultTypes = all.filter(({ inSessions }) => !inSessions)
  const sessions =
    all.length === faultTypes.length ? null : needed(await api(endpoints.listGroupSessions, { query })).items
  const { faultType: wanted } = await searchParams
  const [draft, place] = [await readBooking(), await readPlace()]
  const chosen = wanted ?? draft.faultType
  const isVisited = faultTypes.length > 0 || sessions === null

  return (
    <Page path="/book" width="narrow">
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold">{t(isVisited ? "web.book.title" : "web.sessions.title")}</h1>
        <p className="text-ink-2">{t(isVisited ? "web.book.about" : "web.sessions.about")}</p>
      </div>
      {sessions !== null && <Sessions sessions={sessions} faultTypes={all} hasTitle={isVisited} />}
      {!isVisited ? null : faultTypes.length === 0 ? (
        <Empty title={t("web.book.none")}>
          <p>{t("web.book.none_about")}</p>
          <Phone e164={business.contacts.phone} locale={locale} />
        </Empty>
      ) : (
        <ActionForm action={choosePlace} className="grid gap-8">
          <Step number={1} title={t("web.book.what")}>
            <Choices name="faultType" legend={<span className="sr-only">{t("web.book.what")}</span>}>
              <div className="grid gap-2 wide:grid-cols-2">
                {faultTypes.map((faultType) => (
                  <FaultChoice
                    key={faultType.id}
                    faultType={faultType}
                    isChosen={chosen === faultType.slug || faultTypes.length === 1}
                    at={at}
                  />
                ))}
              </div>
            </Choices>
          </Step>
          <Step number={2} title={t("web.book.where")}>
            <Where initial={draft.commune ?? place} />
          </Step>
          <SubmitButton kind="primary" wide className="min-h-14" pending={t("web.book.looking")}>
            {t("web.book.see")}
          </SubmitButton>
        </ActionForm>
      )}
    </Page>
  )
}

type ChoiceProps = { readonly faultType: FaultType; readonly isChosen: boolean; readonly at: Here }

/** One fault as people feel it: how long, how much, and what must be paid before. */
function FaultChoice({ faultType, isChosen, at }: ChoiceProps) {
  const { t, locale } = at
  const { slug, name, about, durationMinutes, price, deposit, needsApproval } = faultType
  const facts = [
    t("web.book.lasts", { duration: durationSaid(durationMinutes, at) }),
    ...(deposit === null ? [] : [t("web.book.deposit", { amount: moneySaid(deposit, at) })]),
    ...(needsApproval ? [t("web.book.approval")] : []),
  ]
  return (
    <Choice
      name="faultType"
      value={slug}
      label={
        <span className="flex items-baseline justify-between gap-4">
          {name}
          <span className="num shrink-0">
            {price === null ? t("web.book.quote") : <Money value={price} locale={locale} />}
          </span>
        </span>
      }
      about={
        <>
          {about !== "" && <span className="block">{about}</span>}
          <span className="num block pt-1 text-ink-3">{facts.join(" · ")}</span>
        </>
      }
      defaultChecked={isChosen}
    />
  )
}

/** The communes that are served, to be found in the letters of either script. */
async function Where({ initial }: { readonly initial: string | undefined }) {
  const { t, locale } = await bookingHere()
  const script = locale.language === "ar" ? "fr" : "ar"
  const [areas, others] = await Promise.all([
    api(endpoints.listServiceAreas, { query: { locale: locale.language } }),
    api(endpoints.listServiceAreas, { query: { locale: script } }),
  ])
  return (
    <CommuneField
      zones={needed(areas).items}
      others={others.ok ? others.value.items : []}
      initial={initial}
      words={{
        commune: t("web.book.commune"),
        choose: t("web.book.choose_commune"),
        hint: t("web.book.commune_hint"),
        none: t("web.book.commune_none"),
      }}
    />
  )
}
