/** The middle one; of an even number, the upper of the two. Throws when there is none. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
  if (middle === undefined) throw new Error("nothing was measured")
  return middle
}
