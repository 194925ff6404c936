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
  await context.addInitScript(inPage)
  return () => faults
}

/**
 * Chromium stops React in the middle of hydrating when its visitor leaves, and React then reports a mismatch (#418) of
 * a page that nobody sees any more. A page that stays has no such excuse.
 */
const inPage = `
  addEventListener("securitypolicyviolation", (event) =>
    console.error("blocked by the content policy:", event.effectiveDirective, event.blockedURI, event.sample))
  let isLeft = false
  addEventListener("beforeunload", () => {
    isLeft = true
    setTimeout(() => { isLeft = false }, 1_000)
  })
  addEventListener("error", (event) => {
    if (isLeft && event.message.includes("React error #418")) event.preventDefault()
  })`
