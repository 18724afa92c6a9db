import { en as identity } from '#app/features/identity/sign-in-texts.en.ts'
import { en as chat } from '#app/features/live/chat/texts.en.ts'
import { en as live } from '#app/features/live/texts.en.ts'
import { en as catalog } from '#app/features/shop/catalog/catalog-texts.en.ts'
import { en as coupons } from '#app/features/shop/coupons/coupon-texts.en.ts'
import { en as common } from '#app/kernel/i18n/common.en.ts'

/** What pages that anybody may open say; a browser fetches them in its reader's language alone. */
export const texts = { common, identity, live, chat, catalog, coupons } as const
