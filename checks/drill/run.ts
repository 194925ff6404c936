import { parseArgs } from "node:util"
import { drilled, told } from "./drill.ts"
import { parts } from "./killer.ts"

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
    purchases: { type: "string", default: "300" },
    kills: { type: "string", default: "14" },
    only: { type: "string" },
  },
})
const [seed, purchases, kills] = [Number(values.seed), Number(values.purchases), Number(values.kills)]
const only = parts.find((part) => part === values.only)
console.log(`seed ${seed}: ${purchases} purchases, ${kills} kills and two more while payments settle`)
const began = performance.now()
const report = await drilled({ seed, purchases, kills, ...(only && { among: [only] }) })
console.log(told(report))
console.log(`${Math.round((performance.now() - began) / 1000)} s`)
process.exitCode = report.findings.length === 0 ? 0 : 1
