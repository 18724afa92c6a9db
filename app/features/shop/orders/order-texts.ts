import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './order-texts.en.ts'
import { zh } from './order-texts.zh.ts'

/** What buyers read about buying and about their orders. */
export const texts = addTexts('orders', { zh, en })
