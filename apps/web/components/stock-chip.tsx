import type { Words } from "#kernel/words.ts"
import { Chip } from "./chip.tsx"

/** Fewer than this are counted aloud. */
const few = 4

export function StockChip({ available, t }: { readonly available: number; readonly t: Words }) {
  if (available <= 0) return <Chip tone="none">{t("web.stock.none")}</Chip>
  if (available < few) return <Chip tone="wait">{t("web.stock.few", { count: available })}</Chip>
  return <Chip tone="good">{t("web.stock.plenty")}</Chip>
}
