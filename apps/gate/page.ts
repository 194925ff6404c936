import type { Problem } from "./problem.ts"

const style = `
:root { color-scheme: light dark; font: 17px/1.6 "IBM Plex Sans", "IBM Plex Sans Arabic", system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f7f6f3, #171614); color: light-dark(#1f1d1a, #eceae5) }
main { max-width: 32rem; padding: 2rem }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .75rem }
p { margin: 0 0 1rem }
a { color: inherit }
small { opacity: .7; word-break: break-all }`

type Page = {
  readonly language: string
  readonly nonce: string
  readonly problem: Problem
  readonly again: string
  readonly reference: string
  /** Where the visitor was, to try again; null after something was sent. */
  readonly path: string | null
}

/** A calm page for when web cannot answer, or must not be asked: no script, no picture, nothing to load. */
export function problemPage({ language, nonce, problem, again, reference, path }: Page): string {
  const id = problem.instance.replace("urn:uuid:", "")
  const link = path === null ? "" : `<p><a href="${escaped(inside(path))}">${escaped(again)}</a></p>`
  return `<!doctype html>
<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(problem.title)}</title>
<style nonce="${nonce}">${style}</style>
<main>
<h1>${escaped(problem.title)}</h1>
<p>${escaped(problem.detail)}</p>
${link}<small>${escaped(reference)} <span dir="ltr">${escaped(id)}</span></small>
</main>
</html>
`
}

/** `//evil.example/x` and `http://evil.example/x` are paths to us, and other sites to a browser. */
function inside(path: string): string {
  return `/${path.replace(/^[/\\]+/, "")}`
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
