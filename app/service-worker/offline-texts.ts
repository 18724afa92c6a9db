import { en } from './offline-texts.en.ts'
import { zh } from './offline-texts.zh.ts'

/** Both stand on the page: without network nobody says in which language she reads. */
export const texts = { zh, en }
