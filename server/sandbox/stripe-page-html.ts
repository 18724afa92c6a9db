import { htmlLanguage, type Language } from '#app/kernel/i18n/languages.ts'
import { formatFen } from '#app/kernel/money.ts'
import { pageStyle } from './stripe-page-style.ts'
import { pageTexts } from './stripe-page-texts.ts'
import type { SessionRow } from './stripe-rows.ts'

type Way = 'card' | 'alipay' | 'wechat_pay'

export interface ShownPage {
  session: SessionRow
  language: Language
  /** The way that the bank has just declined. */
  declined: string | null
  /** Where "back" leads; null where the shop named no place. */
  back: string | null
}

/** The payment page as a whole document. It works without scripts and loads nothing. */
export function paymentPage({ session, language, declined, back }: ShownPage): string {
  const words = pageTexts[language]
  const body = [
    `<p class="sum">${words.toPay}</p>`,
    `<p class="amount">¥${formatFen(session.amount)}</p>`,
    `<p class="what">${escape(session.title)}</p>`,
    session.status === 'open' ? openPart({ session, language, declined }) : closedPart(session, language),
    back === null ? '' : link(back, session.status === 'open' ? words.cancel : words.back),
  ]
  return documentOf(language, body.join('\n'))
}

export function noPage(language: Language): string {
  return documentOf(language, `<p class="note" role="alert">${pageTexts[language].gone}</p>`)
}

function openPart({ session, language, declined }: Omit<ShownPage, 'back'>): string {
  const words = pageTexts[language]
  const chosen = session.ways.find((way) => way === declined) ?? session.ways[0]
  const choices = session.ways.map(
    (way) =>
      `<label><input type="radio" name="way" value="${way}"${way === chosen ? ' checked' : ''}>${words.way[way as Way]}</label>`,
  )
  return `${declined === null ? '' : `<p class="note" role="alert">${words.declined}</p>`}
<form method="post">
<fieldset><legend>${words.ways}</legend><div class="ways">${choices.join('')}</div></fieldset>
<h2>${words.outcome}</h2>
<button class="pay" name="do" value="pay">${words.pay}</button>
<button class="decline" name="do" value="decline">${words.decline}</button>
</form>`
}

function closedPart({ status }: SessionRow, language: Language): string {
  return `<p class="note${status === 'complete' ? ' done' : ''}" role="status">${pageTexts[language][status]}</p>`
}

function link(url: string, words: string): string {
  return `<a class="button" href="${escape(url)}">${words}</a>`
}

function documentOf(language: Language, body: string): string {
  const words = pageTexts[language]
  return `<!doctype html>
<html lang="${htmlLanguage[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${words.title}</title>
<style>${pageStyle}</style>
</head>
<body>
<header><strong>${words.demo}</strong>${words.demoMore}</header>
<main>
<h1 style="position:absolute;clip-path:inset(50%)">${words.title}</h1>
${body}
</main>
</body>
</html>
`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}
