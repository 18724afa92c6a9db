import i18next from 'i18next'
import { expect, test } from 'vitest'
import { carriers } from './carriers.ts'
import type { OrderNewsKind } from './order-news.ts'
import { texts as orders } from './order-texts.ts'
import { texts as seller } from './seller-texts.ts'

const kinds: Record<OrderNewsKind, true> = {
  'orders:news.placed': true,
  'orders:news.paid': true,
  'orders:news.dispatched': true,
  'orders:news.cancelled': true,
  'orders:news.refunding': true,
  'orders:news.refunded': true,
  'orders:news.late-refund': true,
  'orders:news.late-refunded': true,
  'seller:news.paid': true,
  'seller:news.received': true,
  'seller:news.refunded': true,
  'seller:news.refund-failed': true,
}
const params = {
  title: '红岛蛤蜊',
  number: '26112449102836',
  total: '128.00',
  until: '19:30',
  amount: '128.00',
  trackingNumber: 'SF1234567890123',
  quantity: 2,
}

async function sayIn(language: 'zh' | 'en') {
  const i18n = i18next.createInstance()
  await i18n.init({
    lng: language,
    resources: { [language]: { orders: orders[language], seller: seller[language] } },
    ns: ['orders', 'seller'],
    interpolation: { escapeValue: false },
  })
  const t = i18n.t as (kind: string, params: object) => string
  return (kind: string, carrier = 'sf') => t(kind, { ...params, carrier })
}

test.each(['zh', 'en'] as const)('every kind of news is a sentence of its own (%s)', async (language) => {
  const say = await sayIn(language)
  const said = Object.keys(kinds).map((kind) => say(kind))
  expect(new Set(said).size).toBe(said.length)
  for (const sentence of said) {
    expect(sentence).toContain('红岛蛤蜊')
    expect(sentence).not.toMatch(/\{\{|\$t|news\.|carriers/)
  }
})

test('a parcel is told of by its carrier’s name, whichever it is', async () => {
  const say = await sayIn('zh')
  const said = carriers.map((carrier) => say('orders:news.dispatched', carrier))
  expect(said[0]).toBe('“红岛蛤蜊”发货了，顺丰 SF1234567890123')
  expect(new Set(said).size).toBe(carriers.length)
})
