import { boot } from "../boot.ts"
import { diesWithParent } from "../ops/lifeline.ts"
import { createGate } from "./gate.ts"

diesWithParent()

const app = await boot({ name: "gate" })
const gate = await createGate(app, { checksAnswers: !app.config.production })

let isStopping = false
async function stop(): Promise<void> {
  if (isStopping) return
  isStopping = true
  setTimeout(() => process.exit(1), 4_000).unref()
  await gate.close()
  await app.close()
  process.exit(0)
}
process.on("SIGTERM", stop)
process.on("SIGINT", stop)

await gate.listen({ port: app.config.port, host: app.config.production ? "0.0.0.0" : "127.0.0.1" })
app.log.info({ port: app.config.port }, "the gate is open")
