import { allRefusals } from "#kernel/refusals.ts"
import { hasMessage } from "#kernel/words.ts"
import { escaped } from "../page.ts"
import { messageKey, type Speech } from "../problem.ts"

type Page = { readonly speech: Speech; readonly language: "fr" | "ar" | "en"; readonly nonce: string }

const style = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
dt { font-weight: 600; margin-top: 1.25rem }
dd { margin: 0 }
:target { background: Mark; color: MarkText }`

/** Where the `type` of every problem leads. */
export function errorsPage({ speech, language, nonce }: Page): string {
  const words = speech.words[language]
  const entries = allRefusals().map(({ code, status }) => {
    const key = messageKey(code)
    const text = hasMessage(speech.messages, language, key) ? plain(speech, language, key) : ""
    return `<dt id="${code}"><code dir="ltr">${status} ${code}</code></dt><dd>${escaped(text)}</dd>`
  })
  const title = words("kernel.pages.errors")
  return `<!doctype html>
<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${style}</style>
<h1>${escaped(title)}</h1>
<dl>
${entries.join("\n")}
</dl>
</html>
`
}

/** Some messages need facts that only an occurrence has: those show what stands for them. */
function plain({ words }: Speech, language: Page["language"], key: string): string {
  try {
    return words[language](key)
  } catch {
    return words[language](`kernel.pages.depends`)
  }
}
