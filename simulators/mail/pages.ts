import { html, page } from "../page.ts"
import type { Reply } from "../server.ts"
import type { Message } from "./inbox.ts"

export function listPage(messages: readonly Message[]): Reply {
  const rows = messages.map(
    ({ id, receivedAt, recipients, subject }) => html`<tr><td>${receivedAt.slice(0, 19)}</td>
<td>${recipients.join(", ")}</td><td><a href="/mail/${id}">${subject || "(no subject)"}</a></td></tr>`,
  )
  return page({
    title: "Mail sink",
    body: html`<p class="banner">Simulator: nothing here was delivered</p><h1>Mail sink</h1>
<table><thead><tr><th>Received (UTC)</th><th>To</th><th>Subject</th></tr></thead><tbody>${rows}</tbody></table>`,
  })
}

/** The HTML part is shown in a sandboxed frame: a message is someone else's document. */
export function messagePage(message: Message): Reply {
  const { id, from, to, recipients, receivedAt, subject } = message
  const files = message.attachments.map(
    ({ name, contentType, size }, i) =>
      html`<li><a href="/mail/${id}/attachments/${i}">${name || `part-${i}`}</a> ${contentType}, ${size} bytes</li>`,
  )
  const facts = { From: from, To: to, Envelope: recipients.join(", "), Received: receivedAt }
  const rows = Object.entries(facts).map(([name, value]) => html`<tr><th>${name}</th><td>${value}</td></tr>`)
  return page({
    title: subject,
    body: html`<p><a href="/mail">All messages</a></p><h1><bdi>${subject || "(no subject)"}</bdi></h1>
<table><tbody>${rows}</tbody></table>
${files.length > 0 ? html`<h2>Attachments</h2><ul>${files}</ul>` : null}
<h2>Text</h2><div class="panel"><pre dir="auto">${message.text}</pre></div>
${message.html === null ? null : html`<h2>HTML</h2><iframe sandbox title="HTML part" src="/mail/${id}/html"></iframe>`}
<p><a href="/mail/${id}/raw">Source</a></p>`,
  })
}

/** No script runs and nothing is fetched, whether the frame or the bare address shows it. */
export function htmlPart({ html: content }: Message): Reply {
  return {
    status: 200,
    headers: {
      "content-type": "text/html;charset=UTF-8",
      "content-security-policy": "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'",
    },
    body: content ?? "",
  }
}
