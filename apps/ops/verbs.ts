/** What a file behind a verb offers. It answers the exit code. */
export type Verb = { run(args: string[]): Promise<number> }

export const verbs: Readonly<Record<string, { does: string; load(): Promise<Verb> }>> = {
  up: { does: "run the whole counter on this machine (--reset: begin with nothing)", load: () => import("./up.ts") },
  dev: { does: "the same for developing: pages and servers follow your changes", load: () => import("./dev.ts") },
  doctor: { does: "check the settings and the database roles", load: () => import("./doctor.ts") },
  secret: {
    does: "store a business's own key from standard input (secret mj-chauffage twilio)",
    load: () => import("./secret.ts"),
  },
  audit: { does: "hold every invariant against the live database", load: () => import("./audit.ts") },
  seed: { does: "load the demo businesses", load: () => import("./seed.ts") },
  "database prepare": {
    does: "make database, roles, schemas and extensions (--print: show the SQL)",
    load: () => import("./database/prepare.ts"),
  },
  "database migrate": { does: "bring the schema up to date", load: () => import("./database/migrate.ts") },
  "database schema": {
    does: "write database/schema.sql (--check: fail when it differs)",
    load: () => import("./database/schema.ts"),
  },
  help: { does: "show this", load: () => import("./help.ts") },
}
