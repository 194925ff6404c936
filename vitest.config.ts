import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const from = (folder: string) => fileURLToPath(new URL(folder, import.meta.url))
/** The pages live in a package of their own, whose `#` names only its build knows; here they are said once for all. */
const resolve = {
  alias: [
    { find: /^#kernel\//, replacement: from("./kernel/") },
    { find: /^#modules\//, replacement: from("./modules/") },
    { find: /^#messages\//, replacement: from("./messages/") },
    { find: /^#web\//, replacement: from("./apps/web/") },
  ],
}
const exclude = ["**/node_modules/**", "**/.next/**", "**/.guichet/**"]

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: [...exclude, "**/*.db.test.ts", "**/*.e2e.test.ts", "**/*.drill.test.ts"],
        },
      },
      {
        resolve,
        test: {
          name: "integration",
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: ["checks/testing/database-server.ts"],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          name: "drill",
          include: ["**/*.drill.test.ts"],
          exclude,
          testTimeout: 600_000,
        },
      },
      {
        resolve,
        test: {
          name: "e2e",
          // A browser on a busy machine misses a moment now and then; what is broken fails twice.
          retry: 1,
          include: ["**/*.e2e.test.ts"],
          exclude,
          globalSetup: ["checks/testing/running-counter.ts"],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 15_000 } },
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["kernel/**/*.ts", "modules/**/*.ts"],
      exclude: ["**/*.test.ts"],
      thresholds: { lines: 85, functions: 85, statements: 85, branches: 85 },
    },
  },
})
