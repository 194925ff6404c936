import { here } from "../../../here.ts"
import { Chip, type ChipTone } from "../../chip.tsx"

type Status = "held" | "requested" | "confirmed" | "done" | "cancelled" | "no_show" | "expired"

const tones = {
  held: "wait",
  requested: "wait",
  confirmed: "good",
  done: "none",
  cancelled: "none",
  no_show: "bad",
  expired: "none",
} as const satisfies Record<Status, ChipTone>

/** Where a visit stands, at the desk. */
export async function VisitChip({ status }: { readonly status: Status }) {
  const { t } = await here()
  return <Chip tone={tones[status]}>{t(`desk.visit.status.${status}`)}</Chip>
}
