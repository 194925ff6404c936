import { type Html, html, page } from "../page.ts"
import type { Reply } from "../server.ts"
import { type CardOutcome, oneTimeCode, testCards } from "./cards.ts"
import { returnUrlOf } from "./gateway.ts"
import type { Order } from "./order.ts"
import { type Language, outcomes } from "./outcomes.ts"
import { amountText, texts } from "./texts.ts"

/** Fields of the card form that can be wrong; the number and the code are never shown again. */
export type CardFault = "pan" | "expiry" | "cvv" | "holder"

type Shown = { readonly order: Order; readonly language: Language }

export function cardPage({ order, language }: Shown, faults: readonly CardFault[] = []): Reply {
  const t = texts[language]
  const wrong = { pan: t.wrongPan, expiry: t.wrongExpiry, cvv: t.wrongCvv, holder: t.wrongHolder }
  const body = html`${summary({ order, language })}
${lastTry({ order, language })}${faults.map((fault) => html`<p class="wrong" role="alert">${wrong[fault]}</p>`)}
<form method="post">
<input type="hidden" name="step" value="card">
<label for="pan">${t.pan}</label>
<input id="pan" name="pan" dir="ltr" inputmode="numeric" autocomplete="cc-number" maxlength="23" required>
<div class="pair"><div><label for="expiry">${t.expiry}</label>
<input id="expiry" name="expiry" dir="ltr" inputmode="numeric" autocomplete="cc-exp" maxlength="7" required></div>
<div><label for="cvv">${t.cvv}</label>
<input id="cvv" name="cvv" dir="ltr" inputmode="numeric" autocomplete="off" maxlength="3" required></div></div>
<label for="holder">${t.holder}</label>
<input id="holder" name="holder" autocomplete="cc-name" maxlength="26" required>
<button>${t.pay}</button></form>
${otherStep("cancel", t.cancel)}${cardList(language)}`

  return shown({ order, language }, body, faults.length > 0 ? 422 : 200)
}

export function codePage({ order, language }: Shown): Reply {
  const t = texts[language]
  const isWrong = (order.challenge?.tries ?? 0) > 0
  const body = html`${summary({ order, language })}
<h2>${t.codeTitle}</h2><p>${t.codeHelp} <code>${oneTimeCode}</code></p>
${isWrong ? html`<p class="wrong" role="alert">${t.wrongCode}</p>` : null}
<form method="post"><input type="hidden" name="step" value="code">
<label for="code">${t.code}</label>
<input id="code" name="code" dir="ltr" inputmode="numeric" autocomplete="one-time-code" maxlength="8" required>
<button>${t.confirm}</button></form>
${otherStep("another", t.otherCard)}${otherStep("cancel", t.cancel)}`

  return shown({ order, language }, body, isWrong ? 422 : 200)
}

/** Nothing more to do here: settled, over, or kept from going back. */
export function endPage({ order, language }: Shown, why: "settled" | "over" | "stays"): Reply {
  const t = texts[language]
  const back = why === "stays" ? null : html`<p><a href="${returnUrlOf(order)}">${t.back}</a></p>`
  const body = html`${summary({ order, language })}<p class="panel">${t[why]}</p>${back}`
  return shown({ order, language }, body)
}

export function unknownOrderPage(language: Language): Reply {
  const t = texts[language]
  return page({ title: t.title, lang: language, status: 404, body: html`${banner(language)}<h1>${t.unknown}</h1>` })
}

function shown({ order, language }: Shown, body: Html, status = 200): Reply {
  const formTargets = [...new Set([order.returnUrl, order.failUrl].map((url) => new URL(url).origin))]
  return page({ title: texts[language].title, lang: language, status, formTargets, body })
}

function banner(language: Language): Html {
  return html`<p class="banner">${texts[language].banner}</p>`
}

function summary({ order, language }: Shown): Html {
  const t = texts[language]
  return html`${banner(language)}<h1>${t.title}</h1>
<div class="panel">${t.amount}<p class="amount"><bdi>${amountText(order.amountMinor, language)}</bdi></p>
${t.order} <code>${order.orderNumber}</code>${order.description === "" ? null : html`<br>${order.description}`}</div>`
}

function lastTry({ order, language }: Shown): Html | null {
  if (!order.attempt) return null
  const said = outcomes[order.attempt.outcome].text[language]
  return html`<p class="wrong" role="alert">${texts[language].lastTry} ${said}</p>`
}

function otherStep(step: string, label: string): Html {
  return html`<form class="bare" method="post"><input type="hidden" name="step" value="${step}">
<button class="quiet">${label}</button></form>`
}

function cardList(language: Language): Html {
  const t = texts[language]
  const meaning = (outcome: CardOutcome) => {
    if (outcome === "pending") return t.noAnswer
    return outcome === "declined_without_status" ? t.bareDecline : outcomes[outcome].text[language]
  }
  const rows = Object.entries(testCards).map(
    ([pan, outcome]) => html`<tr><td><code dir="ltr">${grouped(pan)}</code></td><td>${meaning(outcome)}</td></tr>`,
  )
  return html`<h2>${t.cardsTitle}</h2><p>${t.cardsHelp}</p><table><tbody>${rows}
<tr><td>${t.otherCards}</td><td>${meaning("unknown_card")}</td></tr></tbody></table>`
}

function grouped(pan: string): string {
  return pan.replace(/(\d{4})(?=\d)/g, "$1 ")
}
