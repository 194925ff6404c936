import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"
import { afterAll, beforeAll, expect, inject, onTestFinished } from "vitest"
import { checkout } from "../apps/ops/checkout.ts"
import type {} from "../checks/testing/running-counter.ts"
import { watch } from "./faults.ts"

/** Our own list: the package's switches off what keeps pages apart, which is what these tests are about. */
const args = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
]

const screens = join(checkout, "test-results/screens")

export type Language = "fr" | "ar" | "en"

type Person = {
  readonly language?: Language
  /** Of the window, in CSS pixels. */
  readonly width?: 390 | 1280
  readonly scripts?: boolean
  readonly scheme?: "light" | "dark"
  /** Console errors that belong to what the test does, such as the browser's own line about a refused page. */
  readonly expected?: readonly RegExp[]
}

export type Visitor = {
  readonly page: Page
  readonly context: BrowserContext
  readonly language: Language
  readonly scripts: boolean
  /** Goes to a page of the boiler shop, in the visitor's language. */
  go(path: string): Promise<void>
  /** Keeps a picture of the whole page in `test-results/screens`. */
  screen(name: string): Promise<void>
}

/** One browser for the file that calls this at its top. Each visitor has cookies of their own. */
export function openBrowser(): { visitor(person?: Person): Promise<Visitor> } {
  let browser: Browser

  beforeAll(async () => {
    const { executable, environment } = inject("browser")
    browser = await chromium.launch({ executablePath: executable, args, env: { ...ownEnvironment(), ...environment } })
  })
  afterAll(() => browser.close())

  return { visitor: (person = {}) => arrived(browser, person) }
}

function ownEnvironment(): Record<string, string> {
  const { PATH = "", HOME = "", TMPDIR } = process.env
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }) }
}

async function arrived(browser: Browser, person: Person): Promise<Visitor> {
  const { language = "fr", width = 390, scripts = true, scheme = "light", expected = [] } = person
  const context = await browser.newContext({
    viewport: { width, height: width === 390 ? 844 : 900 },
    locale: `${language}-DZ`,
    timezoneId: "Africa/Algiers",
    javaScriptEnabled: scripts,
    colorScheme: scheme,
    reducedMotion: "reduce",
  })
  context.setDefaultTimeout(15_000)
  const faults = await watch(context, { origin: inject("counter").url, expected })
  onTestFinished(async ({ task }) => {
    if (task.result?.state === "fail") await pictured(page, `failed-${task.name}`)
    await context.close()
    expect(faults(), "errors in the console, scripts that threw, or blocked by the content policy").toEqual([])
  })

  const page = await context.newPage()
  const variant = [language, String(width), ...(scripts ? [] : ["plain"]), ...(scheme === "dark" ? ["dark"] : [])]
  return {
    page,
    context,
    language,
    scripts,
    go: async (path) => {
      await page.goto(shopAddress(language, path))
    },
    screen: (name) => pictured(page, [name, ...variant].join("-")),
  }
}

async function pictured(page: Page, name: string): Promise<void> {
  const file = `${name.replace(/[^\p{Letter}\p{Number}]+/gu, "-")}.png`
  mkdirSync(screens, { recursive: true })
  await page.screenshot({ path: join(screens, file), fullPage: true })
}

/** Until its scripts have taken a page over, keys do nothing there, and forms are sent as without scripts. */
export async function awake(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    const isTaken = () => Object.keys(document.querySelector("h1") ?? {}).some((name) => name.startsWith("__reactFiber"))
    // The desk hears keys once its effects have run, which is after its elements are taken over.
    const isHeard = () => document.querySelector("[data-key]") === null || document.documentElement.dataset.keys === "heard"
    while (!isTaken() || !isHeard()) await frame()
    await new Promise(requestIdleCallback)
  })()`)
}

/** Address of a page of the boiler shop; French has no segment of its own. */
export function shopAddress(language: Language, path: string): string {
  return `${inject("counter").url}/mj-chauffage${language === "fr" ? "" : `/${language}`}${path}`
}
