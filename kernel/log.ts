import pino from "pino"
import type { Config } from "./config.ts"

/** One JSON line per entry; what could name a person or open a door is cut before it is written. */
export function openLog(
  name: string,
  level: Config["logLevel"],
  destination: pino.DestinationStream = pino.destination(1),
): pino.Logger {
  const options = {
    name,
    level,
    redact: {
      paths: [
        "req.headers.cookie",
        "req.headers.authorization",
        "*.password",
        "*.token",
        "*.phone",
        "*.email",
        "headers.cookie",
        // Postgres quotes rows and statements here: `Failing row contains (…)`, `Key (email)=(…) already exists`.
        "*.detail",
        "*.where",
        "*.internalQuery",
        "*.aggregateErrors[*].detail",
        "*.aggregateErrors[*].where",
        "*.aggregateErrors[*].internalQuery",
      ],
      censor: "[cut]",
    },
  }
  return pino(options, destination)
}

export type Log = pino.Logger
