import { formAt, textAt, textsAt, type Form } from './stripe-form.ts'
import { missingParam, StripeRefusal } from './stripe-refusal.ts'
import type { SessionRow } from './stripe-rows.ts'

/** What Stripe's page is at least and at most, in seconds from its making. */
const shortest = 30 * 60
const longest = 24 * 3600
/** About half a dollar, the least that Stripe takes; and the most, eight digits. In fen. */
const least = 400
const most = 99_999_999

const known = new Set([
  'adaptive_pricing',
  'allowed_payment_method_types',
  'cancel_url',
  'client_reference_id',
  'expand',
  'expires_at',
  'line_items',
  'locale',
  'metadata',
  'mode',
  'payment_intent_data',
  'payment_method_options',
  'success_url',
])
const ways = ['card', 'alipay', 'wechat_pay']
const locales = new Set(['auto', 'en', 'en-GB', 'zh', 'zh-HK', 'zh-TW'])

export type SessionWish = Omit<SessionRow, 'id' | 'created' | 'status' | 'paymentStatus' | 'intent'>

/** Reads what a Checkout Session is made of, by Stripe's own rules as far as this shop meets them. `now` in seconds. */
export function readSessionWish(form: Form, now: number): SessionWish {
  refuseUnknown(form)
  if (textAt(form, 'mode') !== 'payment') throw wrong('mode', 'The sandbox knows the mode payment alone.')
  const { amount, currency, title } = readItems(form)
  const locale = textAt(form, 'locale') ?? 'auto'
  if (!locales.has(locale)) throw wrong('locale', `Invalid locale: must be one of ${[...locales].join(', ')}`)
  return {
    amount,
    currency,
    title,
    ways: readWays(form),
    expiresAt: readEnd(form, now),
    reference: readReference(form),
    metadata: readMetadata(form, 'metadata'),
    intentMetadata: readMetadata(form, 'payment_intent_data', 'metadata'),
    successUrl: readUrl(form, 'success_url') ?? missingParam('success_url'),
    cancelUrl: readUrl(form, 'cancel_url'),
    locale,
  }
}

function refuseUnknown(form: Form): void {
  if ('payment_method_types' in form)
    throw new StripeRefusal(
      'payment_method_types is no longer supported: use allowed_payment_method_types, or dynamic payment methods.',
      { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
    )
  const unknown = Object.keys(form).find((name) => !known.has(name))
  if (unknown !== undefined)
    throw new StripeRefusal(`Received unknown parameter: ${unknown}`, {
      code: 'parameter_unknown',
      param: unknown,
    })
}

function readItems(form: Form): { amount: number; currency: string; title: string } {
  const items = Object.values(formAt(form, 'line_items')).filter((item) => typeof item === 'object')
  if (items.length === 0) missingParam('line_items')
  if (items.length > 100) throw wrong('line_items', 'At most 100 line items.')
  let amount = 0
  for (const item of items) {
    if (textAt(item, 'price_data', 'product_data', 'name') === undefined)
      missingParam('line_items[0][price_data][product_data][name]')
    if (textAt(item, 'price_data', 'currency') !== 'cny')
      throw wrong('line_items[0][price_data][currency]', 'The sandbox takes cny alone.')
    amount += whole(item, 'price_data', 'unit_amount') * whole(item, 'quantity')
  }
  if (amount < least)
    throw new StripeRefusal("The Checkout Session's total amount due must add up to at least ¥4.00 cny", {
      code: 'amount_too_small',
    })
  if (amount > most)
    throw new StripeRefusal('The total amount due must be no more than ¥999,999.99', {
      code: 'amount_too_large',
    })
  const [first] = items
  return {
    amount,
    currency: 'cny',
    title: (first && textAt(first, 'price_data', 'product_data', 'name')) ?? '',
  }
}

function readWays(form: Form): string[] {
  const asked = Object.values(textsAt(form, 'allowed_payment_method_types'))
  const offered = asked.length === 0 ? ways : ways.filter((way) => asked.includes(way))
  if (offered.length === 0) throw wrong('allowed_payment_method_types', 'No payment method is left.')
  if (
    offered.includes('wechat_pay') &&
    textAt(form, 'payment_method_options', 'wechat_pay', 'client') !== 'web'
  )
    throw new StripeRefusal('You must provide payment_method_options[wechat_pay][client] as web.', {
      code: 'parameter_missing',
      param: 'payment_method_options[wechat_pay][client]',
    })
  return offered
}

function readEnd(form: Form, now: number): number {
  if (textAt(form, 'expires_at') === undefined) return now + longest
  const end = whole(form, 'expires_at')
  if (end < now + shortest)
    throw wrong(
      'expires_at',
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
    )
  if (end > now + longest)
    throw wrong(
      'expires_at',
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
    )
  return end
}

function readReference(form: Form): string | null {
  const reference = textAt(form, 'client_reference_id') ?? null
  if (reference !== null && reference.length > 200)
    throw wrong('client_reference_id', 'Invalid string: must be at most 200 characters')
  return reference
}

export function readMetadata(form: Form, ...path: string[]): Record<string, string> {
  const entries = Object.entries(textsAt(form, ...path))
  if (entries.length > 50) throw wrong('metadata', 'Metadata can have up to 50 keys')
  for (const [name, value] of entries)
    if (name.length > 40 || value.length > 500)
      throw wrong('metadata', 'Metadata keys have at most 40 characters, and values 500')
  return Object.fromEntries(entries)
}

function readUrl(form: Form, name: string): string | null {
  const url = textAt(form, name)
  if (url === undefined) return null
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new StripeRefusal('Not a valid URL', { code: 'url_invalid', param: name })
  return url
}

/** An amount, a number of things or a moment: never negative. */
export function whole(form: Form, ...path: string[]): number {
  const text = textAt(form, ...path)
  const name = path.join('.')
  if (text === undefined) return missingParam(name)
  if (!/^\d{1,10}$/.test(text))
    throw new StripeRefusal(`Invalid integer: ${text.slice(0, 40)}`, {
      code: 'parameter_invalid_integer',
      param: name,
    })
  return Number(text)
}

function wrong(param: string, message: string): StripeRefusal {
  return new StripeRefusal(message, { param })
}
