import { randomUUID } from "node:crypto"
import { recordAbsence } from "../../../app/[business]/[locale]/desk/calendar/actions.ts"
import { here } from "../../../here.ts"
import { buttonLook } from "../../button.tsx"
import { Field, SelectField } from "../../field.tsx"
import { ActionForm } from "../../form.tsx"
import { SubmitButton } from "../../submit-button.tsx"
import type { Board } from "./columns.ts"

type Props = { readonly board: Board; readonly day: string }

/** Somebody is away: opens in place, without a script too. */
export async function AbsenceForm({ board, day }: Props) {
  const { t } = await here()
  const words = (name: string) => t(`desk.calendar.absence.${name}`)
  return (
    <details className="open:w-full wide:open:w-auto">
      <summary className={buttonLook({ kind: "quiet", size: "small" })}>{words("add")}</summary>
      <div className="arrives mt-2 rounded-m border border-edge bg-card p-4 wide:absolute wide:end-0 wide:z-10 wide:w-[30rem]">
        <ActionForm action={recordAbsence} className="grid gap-4">
          <p className="text-sm text-ink-2">{words("about")}</p>
          <input type="hidden" name="key" value={randomUUID()} />
          <SelectField name="technicianId" label={t("desk.calendar.technician")}>
            {board.technicians.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <div className="grid gap-4 wide:grid-cols-2">
            <Field name="startsAt" type="datetime-local" label={words("from")} defaultValue={`${day}T08:00`} required />
            <Field name="endsAt" type="datetime-local" label={words("to")} defaultValue={`${day}T18:00`} required />
          </div>
          <SubmitButton kind="primary" wide pending={words("pending")}>
            {words("save")}
          </SubmitButton>
        </ActionForm>
      </div>
    </details>
  )
}
