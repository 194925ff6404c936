import { moveVisit } from "../../../app/[business]/[locale]/desk/calendar/actions.ts"
import { here } from "../../../here.ts"
import { ActionForm } from "../../form.tsx"
import { Notice } from "../../notice.tsx"
import { SubmitButton } from "../../submit-button.tsx"

type Props = {
  readonly id: string
  readonly was: string | undefined
  readonly whose: string | undefined
  readonly back: string
}

/** A visit was moved: it says so, and offers the way back. */
export async function Moved({ id, was, whose, back }: Props) {
  const { t } = await here()
  return (
    <Notice tone="good">
      <ActionForm action={moveVisit} className="flex flex-wrap items-center justify-between gap-3">
        <span className="font-medium">{t("desk.calendar.moved")}</span>
        {was !== undefined && whose !== undefined && (
          <>
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="undo" value="yes" />
            <input type="hidden" name="startsAt" value={was} />
            <input type="hidden" name="technicianId" value={whose} />
            <input type="hidden" name="back" value={back} />
            <SubmitButton kind="quiet" size="small" data-key="u" pending={t("desk.calendar.move.pending")}>
              {t("desk.calendar.undo")}
            </SubmitButton>
          </>
        )}
      </ActionForm>
    </Notice>
  )
}
