import { en } from './texts.en.ts'
import { zh } from './texts.zh.ts'

/** What the live rooms say. The Chinese is the source; the English has the same shape. */
export const texts = { zh, en }
