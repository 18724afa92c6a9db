import { texts as identity } from '#app/features/identity/texts.ts'
import { texts as chat } from '#app/features/live/chat/texts.ts'
import { texts as publisher } from '#app/features/live/publisher/texts.ts'
import { texts as studio } from '#app/features/live/studio/texts.ts'
import { texts as live } from '#app/features/live/texts.ts'
import { texts as catalog } from '#app/features/shop/catalog/catalog-texts.ts'
import { texts as keeping } from '#app/features/shop/catalog/keeping-texts.ts'
import { texts as coupons } from '#app/features/shop/coupons/coupon-texts.ts'
import { texts as orders } from '#app/features/shop/orders/order-texts.ts'
import { texts as seller } from '#app/features/shop/orders/seller-texts.ts'
import { texts as common } from '#app/kernel/i18n/common.ts'
import type { Language } from '#app/kernel/i18n/languages.ts'

/** All texts by language and namespace. A feature with texts adds its line to both languages here. */
export const resources = {
  zh: {
    common: common.zh,
    identity: identity.zh,
    live: live.zh,
    chat: chat.zh,
    studio: studio.zh,
    publisher: publisher.zh,
    catalog: catalog.zh,
    keeping: keeping.zh,
    coupons: coupons.zh,
    orders: orders.zh,
    seller: seller.zh,
  },
  en: {
    common: common.en,
    identity: identity.en,
    live: live.en,
    chat: chat.en,
    studio: studio.en,
    publisher: publisher.en,
    catalog: catalog.en,
    keeping: keeping.en,
    coupons: coupons.en,
    orders: orders.en,
    seller: seller.en,
  },
} as const satisfies Record<Language, Record<string, unknown>>

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: (typeof resources)['zh']
  }
}
