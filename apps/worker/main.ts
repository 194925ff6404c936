import { boot } from "../boot.ts"
import { endsInOrder } from "../process.ts"
import { startWorker } from "./worker.ts"

const app = await boot({ name: "worker" })
const worker = await startWorker(app)

endsInOrder(async () => {
  await worker.stop()
  await app.close()
})
app.log.info("the worker works")
