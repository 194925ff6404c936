import { serve } from "./supervisor/serve.ts"

/** `guichet up [--reset]`: the whole counter on this machine, until Ctrl-C. */
export function run(args: string[]): Promise<number> {
  return serve({ reset: args.includes("--reset"), dev: false })
}
