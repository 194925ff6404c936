import type { TestProject } from "vitest/node"
import type { Passwords } from "../../apps/ops/database/roles.ts"
import { openScratch } from "../../apps/ops/database/scratch.ts"

declare module "vitest" {
  interface ProvidedContext {
    database: { superuserUrl: string; template: string; passwords: Passwords }
  }
}

const template = "guichet_template"

/** Starts one Postgres for a run of tests and migrates the template that every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { superuserUrl, passwords, close } = await openScratch(template)
  project.provide("database", { superuserUrl, template, passwords })
  return close
}
