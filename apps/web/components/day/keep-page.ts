/** Has the worker keep this page and what it is made of. True once a worker looks after it. */
export async function keepPage(workerAddress: string): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false
  try {
    await navigator.serviceWorker.register(workerAddress)
    const { active } = await navigator.serviceWorker.ready
    const assets = performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .filter((name) => name.startsWith(`${window.location.origin}/_next/static/`))
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const channel = new MessageChannel()
    channel.port1.onmessage = () => resolve(true)
    active?.postMessage({ kind: "keep", assets }, [channel.port2])
    return await promise
  } catch {
    // Without a worker the day still works while its page stays open.
    return false
  }
}
