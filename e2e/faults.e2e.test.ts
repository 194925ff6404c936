import { describe, expect, inject, it } from "vitest"
import { openBrowser } from "./browser.ts"
import { watch } from "./faults.ts"

const { visitor } = openBrowser()

describe("watching a visitor's pages", () => {
  it("sees a script that the content policy blocks, an error in the console and a script that throws", async () => {
    const { context } = await visitor({ expected: [/./] })
    const { url } = inject("counter")
    const faults = await watch(context, { origin: url, expected: [] })
    const page = await context.newPage()
    await page.route(`${url}/faulty`, (route) => route.fulfill(faulty))
    await page.goto(`${url}/faulty`)

    await expect.poll(() => faults().join("\n")).toMatch(/blocked by the content policy: script-src-elem inline/)
    expect(faults().join("\n")).toContain("said in the console")
    expect(faults().join("\n")).toContain("thrown by a script")
  })
})

const faulty = {
  contentType: "text/html",
  headers: { "content-security-policy": "script-src 'nonce-ours'" },
  body: `<script nonce="ours">console.error("said in the console"); throw new Error("thrown by a script")</script>
    <script>document.title = "blocked"</script>`,
}
