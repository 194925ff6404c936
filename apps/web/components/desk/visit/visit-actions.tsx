import type { ReactNode } from "react"
import type { Answered } from "#kernel/contract.ts"
import { formatDateTime } from "#kernel/format.ts"
import type { endpoints } from "#modules/booking/contract-board.ts"
import { actOnVisit } from "../../../app/[business]/[locale]/desk/appointments/actions.ts"
import { moveVisit } from "../../../app/[business]/[locale]/desk/calendar/actions.ts"
import { here } from "../../../here.ts"
import { buttonLook } from "../../button.tsx"
import { Field, SelectField } from "../../field.tsx"
import { ActionForm } from "../../form.tsx"
import { Kbd } from "../../kbd.tsx"
import { SubmitButton } from "../../submit-button.tsx"
import type { Visit } from "./visit-detail.tsx"

type Action = Visit["can"][number]
/** Free slots with who comes. */
export type Moves = {
  readonly slots: Answered<typeof endpoints.findMoves>["slots"]
  readonly names: { readonly [technicianId: string]: string }
}
type Props = { readonly visit: Visit; readonly moves: Moves }

/** Each action has its key; approving is the one next step. */
const keys: { readonly [action in Action]: string } = { approve: "v", refuse: "f", move: "m", cancel: "x", miss: "b" }

/** What this member of staff may do now. Moving is a list of free slots here, for who does not drag. */
export async function VisitActions({ visit, moves }: Props) {
  if (visit.can.length === 0) return null
  return (
    <div className="unprinted flex flex-wrap items-start gap-2">
      {visit.can.map((action) => (
        <OneAction key={action} action={action} visit={visit} moves={moves} />
      ))}
    </div>
  )
}

type OneProps = Props & { readonly action: Action }

async function OneAction({ action, visit, moves }: OneProps) {
  const { t } = await here()
  const label = t(`desk.visit.actions.${action}`)
  if (action === "approve" || action === "miss") {
    return (
      <ActionForm action={actOnVisit} className="grid gap-2">
        <Hidden visit={visit} action={action} />
        <SubmitButton
          kind={action === "approve" ? "primary" : "quiet"}
          size="small"
          data-key={keys[action]}
          pending={t("desk.visit.actions.pending")}
        >
          {label} <Kbd>{keys[action].toUpperCase()}</Kbd>
        </SubmitButton>
      </ActionForm>
    )
  }
  return (
    <Panel action={action} label={label}>
      {action === "move" ? <Move visit={visit} moves={moves} /> : <End visit={visit} action={action} label={label} />}
    </Panel>
  )
}

function Hidden({ visit, action }: { readonly visit: Visit; readonly action: Action }) {
  return (
    <>
      <input type="hidden" name="id" value={visit.id} />
      <input type="hidden" name="action" value={action} />
    </>
  )
}

type PanelProps = { readonly action: Action; readonly label: string; readonly children: ReactNode }

/** Opens in place, without a script too. */
function Panel({ action, label, children }: PanelProps) {
  return (
    <details className="group relative open:w-full wide:open:w-96" name="action">
      <summary className={buttonLook({ kind: "quiet", size: "small" })} data-key={keys[action]}>
        {label} <Kbd>{keys[action].toUpperCase()}</Kbd>
      </summary>
      <div className="arrives mt-2 rounded-m border border-edge bg-card p-4">{children}</div>
    </details>
  )
}

type EndProps = { readonly visit: Visit; readonly action: "refuse" | "cancel"; readonly label: string }

async function End({ visit, action, label }: EndProps) {
  const { t } = await here()
  return (
    <ActionForm action={actOnVisit} className="grid gap-4">
      <Hidden visit={visit} action={action} />
      <p className="text-sm text-ink-2">{t(`desk.visit.actions.${action}_about`)}</p>
      <Field
        name="reason"
        label={t("desk.visit.actions.reason")}
        hint={t("desk.visit.actions.reason_hint")}
        maxLength={200}
        autoComplete="off"
        required
      />
      <SubmitButton kind="danger" wide pending={t("desk.visit.actions.pending")}>
        {label}
      </SubmitButton>
    </ActionForm>
  )
}

async function Move({ visit, moves }: Props) {
  const { t } = await here()
  return (
    <div className="grid gap-4">
      {moves.slots.length === 0 ? (
        <p>{t("desk.visit.actions.slots_none")}</p>
      ) : (
        <MoveForm visit={visit}>
          <Slots moves={moves} />
        </MoveForm>
      )}
      <details open={moves.slots.length === 0} className="border-t border-line pt-3">
        <summary className="link w-fit cursor-pointer text-sm font-medium">{t("desk.visit.actions.other")}</summary>
        <div className="pt-4">
          <MoveForm visit={visit}>
            <OtherTime visit={visit} moves={moves} />
          </MoveForm>
        </div>
      </details>
    </div>
  )
}

async function MoveForm({ visit, children }: { readonly visit: Visit; readonly children: ReactNode }) {
  const { t } = await here()
  return (
    <ActionForm action={moveVisit} className="grid gap-4">
      <input type="hidden" name="id" value={visit.id} />
      <input type="hidden" name="back" value={`/desk/appointments/${visit.id}`} />
      {children}
      <SubmitButton kind="primary" wide pending={t("desk.visit.actions.pending")}>
        {t("desk.visit.actions.move")}
      </SubmitButton>
    </ActionForm>
  )
}

async function Slots({ moves }: Pick<Props, "moves">) {
  const { t, business, locale } = await here()
  return (
    <SelectField name="slot" label={t("desk.visit.actions.slot")}>
      {moves.slots.map(({ startsAt, technicianId }) => (
        <option key={`${startsAt}|${technicianId}`} value={`${startsAt}|${technicianId}`}>
          {formatDateTime(startsAt, locale, { zone: business.zone, style: "day" })} · {moves.names[technicianId]}
        </option>
      ))}
    </SelectField>
  )
}

/** Any time, with a reason where it is outside the plan. */
async function OtherTime({ visit, moves }: Props) {
  const { t, business } = await here()
  const wall = Temporal.Instant.from(visit.startsAt).toZonedDateTimeISO(business.zone).toPlainDateTime()
  return (
    <>
      <Field
        name="at"
        type="datetime-local"
        step={900}
        label={t("desk.visit.actions.at")}
        defaultValue={wall.toString({ smallestUnit: "minute" })}
        required
      />
      <SelectField name="technicianId" label={t("desk.visit.technician")} defaultValue={visit.technician?.id ?? ""}>
        {Object.entries(moves.names).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <Field name="override" label={t("desk.visit.actions.override")} maxLength={200} autoComplete="off" />
    </>
  )
}
