import { inject } from "vitest"
import { awake, type Visitor } from "./browser.ts"
import { words } from "./words.ts"

/** Somebody of the boiler shop, with their password. */
export function colleague(role: "admin" | "manager" | "technician") {
  const found = inject("counter").signIns.find((person) => person.business === "mj-chauffage" && person.role === role)
  if (found === undefined) throw new Error(`nobody is ${role}`)
  return found
}

type Credentials = { readonly email: string; readonly password: string }

export async function signIn({ page, language }: Visitor, { email, password }: Credentials): Promise<void> {
  await page.locator("[name=email]").fill(email)
  await page.locator("[name=password]").fill(password)
  await page.getByRole("button", { name: words[language]("desk.sign_in.submit") }).click()
}

type Cookies = Awaited<ReturnType<Visitor["context"]["cookies"]>>
const sessions = new Map<string, Cookies>()

/** Signed in, at the board. Whoever signed in once in a file stays so: the counter is narrow with passwords. */
export async function openDesk(visitor: Visitor, role: "admin" | "manager" | "technician"): Promise<void> {
  const { page, context, language, go } = visitor
  const session = sessions.get(role)
  if (session === undefined) {
    await go("/desk/sign-in")
    await signIn(visitor, colleague(role))
  } else {
    await context.addCookies(session)
    await go("/desk")
  }
  await page.getByRole("heading", { level: 1, name: words[language]("desk.today.title") }).waitFor()
  sessions.set(role, await context.cookies())
}

/** The order's page, found as staff find it: by its number. */
export async function openOrder(visitor: Visitor, number: string): Promise<void> {
  const { page, go, language } = visitor
  const t = words[language]
  await go("/desk/orders")
  await page.getByRole("searchbox", { name: t("desk.list.search") }).fill(number)
  await page.getByRole("button", { name: t("desk.list.find") }).click()
  await page.locator("[data-row]", { hasText: number }).click()
  await page.getByRole("heading", { level: 1, name: number }).waitFor()
  await awake(page)
}
