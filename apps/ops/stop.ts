/** Ends a command with a message for the person at the terminal: no stack, exit code 1. */
export class Stop extends Error {
  override name = "Stop"
}

export function stop(message: string): never {
  throw new Stop(message)
}
