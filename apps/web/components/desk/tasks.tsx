import { here } from "../../here.ts"
import { type Action, ActionForm } from "../form.tsx"
import { Notice } from "../notice.tsx"
import { SubmitButton } from "../submit-button.tsx"
import { taskWords } from "./said-at-desk.ts"

type Props = {
  /** Of the dossier. */
  readonly id: string
  readonly tasks: readonly { readonly id: string; readonly kind: string }[]
  readonly action: Action
}

/** What a person must look at, each with the button that says it is seen. */
export async function Tasks({ id, tasks, action }: Props) {
  const { t } = await here()
  return tasks.map((task) => (
    <Notice key={task.id} tone="bad">
      <ActionForm action={action} className="flex flex-wrap items-center justify-between gap-3">
        <span className="font-medium">{taskWords(t, task.kind)}</span>
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="action" value="task" />
        <input type="hidden" name="task" value={task.id} />
        <SubmitButton kind="quiet" size="small" pending={t("desk.actions.pending")}>
          {t("desk.actions.seen")}
        </SubmitButton>
      </ActionForm>
    </Notice>
  ))
}
