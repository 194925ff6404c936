import { boot } from "../../apps/boot.ts"
import { createGate } from "../../apps/gate/gate.ts"
import { endsInOrder } from "../../apps/process.ts"
import { movedClock } from "./moved-clock.ts"

// `apps/gate/main.ts` with a clock that a drill can move.
const app = await boot({ name: "gate", clock: movedClock(process.env.DRILL_CLOCK ?? "") })
const gate = await createGate(app)

endsInOrder(async () => {
  await gate.close()
  await app.close()
})
await gate.listen({ port: app.config.port, host: "127.0.0.1" })
