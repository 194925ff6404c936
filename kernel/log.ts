import pino from "pino"
import type { Config } from "./config.ts"

/** One JSON line per entry; what could name a person or open a door is cut before it is written. */
export function openLog(name: string, level: Config["logLevel"]): pino.Logger {
  return pino({
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
      ],
      censor: "[cut]",
    },
  })
}

export type Log = pino.Logger
