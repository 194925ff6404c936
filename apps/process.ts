import { diesWithParent } from "./ops/lifeline.ts"

const patienceMs = 3_800

/** Stops in order when told to, within four seconds whatever hangs; and when its parent dies. */
export function endsInOrder(stop: () => Promise<void>): void {
  let isStopping = false
  const end = async () => {
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), patienceMs).unref()
    await stop()
    process.exit(0)
  }
  process.on("SIGTERM", end)
  process.on("SIGINT", end)
  diesWithParent()
}
