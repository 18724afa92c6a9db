import express, { type Request, type RequestHandler } from 'express'
import { isLanguage, preferredLanguage, type Language } from '#app/kernel/i18n/languages.ts'
import type { Ledger } from './stripe-ledger.ts'
import { noPage, paymentPage } from './stripe-page-html.ts'
import { StripeRefusal } from './stripe-refusal.ts'
import type { SessionRow } from './stripe-rows.ts'
import { findSession, paySession } from './stripe-sessions.ts'

/** The page where a buyer pays a session, or does not. To be mounted where the sessions' addresses lead. */
export function paymentPages(ledger: Ledger, publicUrl: string): RequestHandler {
  const pages = express.Router()
  pages.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    next()
  })
  pages.get('/:session', (request, response) => {
    const session = seek(ledger, request.params.session)
    const language = languageOf(request, session)
    if (session === null) return response.status(404).send(noPage(language))
    const back = session.status === 'open' ? session.cancelUrl : session.successUrl
    const declined = typeof request.query['declined'] === 'string' ? request.query['declined'] : null
    return response.send(
      paymentPage({ session, language, declined, back: back === null ? null : asReached(back, publicUrl) }),
    )
  })
  pages.post('/:session', express.urlencoded({ extended: false, limit: '4kb' }), (request, response) => {
    const { do: deed, way = '' } = request.body as Record<string, string | undefined>
    const { session } = request.params
    if (seek(ledger, session) === null) return response.status(404).send(noPage(languageOf(request, null)))
    if (deed !== 'pay') return response.redirect(303, `${session}?declined=${encodeURIComponent(way)}`)
    const paid = pay(ledger, session, way)
    // Paid elsewhere, or out of time: the page says so itself.
    return response.redirect(303, paid === null ? session : asReached(paid.successUrl, publicUrl))
  })
  return pages
}

function seek(ledger: Ledger, id: string): SessionRow | null {
  return unlessRefused(() => findSession(ledger, id))
}

function pay(ledger: Ledger, id: string, way: string): SessionRow | null {
  return unlessRefused(() => paySession(ledger, { id, way }))
}

function unlessRefused<Value>(work: () => Value): Value | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof StripeRefusal) return null
    throw error
  }
}

function languageOf(request: Request, session: SessionRow | null): Language {
  const named = session?.locale.split('-')[0]
  return isLanguage(named) ? named : preferredLanguage(request.get('accept-language') ?? null)
}

/** A place of our own is led to by the name that she came by, which the demo on a phone knows and we do not. */
function asReached(url: string, publicUrl: string): string {
  const { origin, pathname, search } = new URL(url)
  return origin === new URL(publicUrl).origin ? pathname + search : url
}
