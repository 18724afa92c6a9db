import { zh as identity } from '#app/features/identity/sign-in-texts.zh.ts'
import { zh as chat } from '#app/features/live/chat/texts.zh.ts'
import { zh as live } from '#app/features/live/texts.zh.ts'
import { zh as catalog } from '#app/features/shop/catalog/catalog-texts.zh.ts'
import { zh as coupons } from '#app/features/shop/coupons/coupon-texts.zh.ts'
import { zh as common } from '#app/kernel/i18n/common.zh.ts'

/** What pages that anybody may open say; a browser fetches them in its reader's language alone. */
export const texts = { common, identity, live, chat, catalog, coupons } as const
