import { boot } from "../../apps/boot.ts"
import { endsInOrder } from "../../apps/process.ts"
import { startWorker } from "../../apps/worker/worker.ts"
import { movedClock } from "./moved-clock.ts"

// `apps/worker/main.ts` with a clock that a drill can move.
const app = await boot({ name: "worker", clock: movedClock(process.env.DRILL_CLOCK ?? "") })
const worker = await startWorker(app)

endsInOrder(async () => {
  await worker.stop()
  await app.close()
})
