import { texts as account } from '#app/features/identity/account-texts.ts'
import { texts as figures } from '#app/features/insights/figures-texts.ts'
import { texts as publisher } from '#app/features/live/publisher/texts.ts'
import { texts as studio } from '#app/features/live/studio/texts.ts'
import { texts as keeping } from '#app/features/shop/catalog/keeping-texts.ts'
import { texts as orders } from '#app/features/shop/orders/order-texts.ts'
import { texts as seller } from '#app/features/shop/orders/seller-texts.ts'
import { texts as roll } from '#app/features/union/roll/roll-texts.ts'
import { texts as directory } from '#app/features/union/directory/directory-texts.ts'
import { texts as pass } from '#app/features/union/check-in/pass-texts.ts'
import { texts as registry } from '#app/features/union/staff/registry-texts.ts'
import { texts as union } from '#app/features/union/union-texts.ts'
import { texts as learn } from '#app/features/training/learn-texts.ts'
import { texts as films } from '#app/features/training/films/films-texts.ts'
import { texts as events } from '#app/features/training/events/event-texts.ts'
import { texts as teach } from '#app/features/training/teach/teach-texts.ts'
import type { Language } from '#app/kernel/i18n/languages.ts'
import { texts as publicEn } from './public-texts.en.ts'
import { texts as publicZh } from './public-texts.zh.ts'

/**
 * All texts by language and namespace, as the server has them. A feature with texts adds its line to both languages
 * here, or, where anybody may open its pages, to `public-texts`.
 */
export const resources = {
  zh: {
    ...publicZh,
    account: account.zh,
    studio: studio.zh,
    publisher: publisher.zh,
    keeping: keeping.zh,
    orders: orders.zh,
    seller: seller.zh,
    learn: learn.zh,
    teach: teach.zh,
    events: events.zh,
    films: films.zh,
    roll: roll.zh,
    union: union.zh,
    directory: directory.zh,
    registry: registry.zh,
    pass: pass.zh,
    figures: figures.zh,
  },
  en: {
    ...publicEn,
    account: account.en,
    studio: studio.en,
    publisher: publisher.en,
    keeping: keeping.en,
    orders: orders.en,
    seller: seller.en,
    learn: learn.en,
    teach: teach.en,
    events: events.en,
    films: films.en,
    roll: roll.en,
    union: union.en,
    directory: directory.en,
    registry: registry.en,
    pass: pass.en,
    figures: figures.en,
  },
} as const satisfies Record<Language, Record<string, unknown>>

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: (typeof resources)['zh']
  }
}
