import { en } from './coupon-texts.en.ts'
import { zh } from './coupon-texts.zh.ts'

/** The Chinese is the source; the English has the same shape. */
export const texts = { zh, en }
