import { describe, expect, it } from "vitest"
import { allCommands } from "#kernel/command.ts"
import { allQueries } from "#kernel/query.ts"
import { permissions } from "#modules/permissions.ts"
import { importModules } from "./testing/modules.ts"

await importModules()
const needs = [...allCommands().values(), ...allQueries().values()].map((verb) => verb.needs)

describe("the permission table", () => {
  it("has a row for every verb", () => {
    expect(needs.filter((permission) => !(permission in permissions))).toEqual([])
    expect(needs.length).toBeGreaterThan(15)
  })

  it("has no row that no verb asks for", () => {
    expect(Object.keys(permissions).filter((permission) => !needs.includes(permission))).toEqual([])
  })
})
