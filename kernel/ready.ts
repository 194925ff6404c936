const written = new WeakMap<object, Buffer>()

/** An answer that Postgres wrote as JSON already. It is an ordinary value; the gate may send its bytes as they are. */
export function ready<T extends object>(json: string): T {
  const answer: T = JSON.parse(json)
  written.set(answer, Buffer.from(json))
  return answer
}

/** The bytes of a ready answer, if it is one. */
export function bytesOf(answer: unknown): Buffer | undefined {
  return typeof answer === "object" && answer !== null ? written.get(answer) : undefined
}
