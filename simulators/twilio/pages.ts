import { type Html, html, page } from "../page.ts"
import type { Reply } from "../server.ts"
import { demoAccount } from "./account.ts"
import type { Text } from "./texts.ts"

const phoneOf = ({ direction, from, to }: Text) => (direction === "inbound" ? from : to)

/** Every phone with its texts, as it would show them, and a line to answer by. */
export function phonesPage(texts: readonly Text[]): Reply {
  const phones = [...new Set(texts.map(phoneOf))]
  const shown = phones.map((phone) =>
    phoneSection(
      phone,
      texts.filter((text) => phoneOf(text) === phone),
    ),
  )
  return page({
    title: "Phones",
    body: html`<p class="banner">Simulator: no SMS was sent</p><h1>Phones</h1>
${phones.length === 0 ? html`<p>No SMS yet.</p>` : shown}`,
  })
}

function phoneSection(phone: string, texts: readonly Text[]): Html {
  const bubbles = [...texts].reverse().map(({ direction, body, status, errorCode, createdAt }) => {
    const who = direction === "inbound" ? html`<b><bdi>${phone}</bdi></b>` : html`<bdi>${demoAccount.from}</bdi>`
    const end = errorCode === null ? status : `${status} (${errorCode})`
    return html`<div class="panel"><pre dir="auto">${linked(body)}</pre>
<p>${createdAt.slice(0, 16).replace("T", " ")} UTC, ${who}, ${end}</p></div>`
  })
  return html`<section><h2><bdi>${phone}</bdi></h2>${bubbles}
<form method="post" action="/twilio/answers"><input type="hidden" name="from" value="${phone}">
<label>Answer from this phone <input name="body" maxlength="1600" required></label><button>Send</button></form></section>`
}

/** Links can be followed, as on a phone. */
function linked(body: string): Html[] {
  return body
    .split(/(https?:\/\/\S+)/)
    .map((part) => (/^https?:\/\//.test(part) ? html`<a href="${part}">${part}</a>` : html`${part}`))
}
