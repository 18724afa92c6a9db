import { en } from './common.en.ts'
import { zh } from './common.zh.ts'

/** What belongs to no feature. The Chinese is the source; the English has the same shape. */
export const texts = { zh, en }
