import type { BrowserContext } from "playwright-core"

type Watched = {
  /** Only pages of the counter are ours to keep clean. */
  readonly origin: string
  readonly expected: readonly RegExp[]
}

/** Collects what went wrong in any page of a visitor; the answer lists it, each with the page's address. */
export async function watch(context: BrowserContext, { origin, expected }: Watched): Promise<() => string[]> {
  const faults: string[] = []
  const note = (address: string, text: string) => {
    if (address.startsWith(origin) && !expected.some((pattern) => pattern.test(text)))
      faults.push(`${address}: ${text}`)
  }

  context.on("console", (message) => {
    if (message.type() === "error") note(message.page()?.url() ?? origin, message.text())
  })
  context.on("weberror", (error) => note(error.page()?.url() ?? origin, String(error.error())))
  await context.addInitScript(`
    addEventListener("securitypolicyviolation", (event) =>
      console.error("blocked by the content policy:", event.effectiveDirective, event.blockedURI, event.sample))`)
  return () => faults
}
