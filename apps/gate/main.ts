import { boot } from "../boot.ts"
import { endsInOrder } from "../process.ts"
import { createGate } from "./gate.ts"

const app = await boot({ name: "gate" })
const gate = await createGate(app)
// Loaded where it runs: a gate without a worker is 8 MB smaller.
const worker = app.config.worker === "inline" ? await (await import("../worker/worker.ts")).startWorker(app) : null

endsInOrder(async () => {
  await Promise.all([gate.close(), worker?.stop()])
  await app.close()
})
await gate.listen({ port: app.config.port, host: app.config.production ? "0.0.0.0" : "127.0.0.1" })
app.log.info({ port: app.config.port }, "the gate is open")
