import { en } from './sign-in-texts.en.ts'
import { zh } from './sign-in-texts.zh.ts'

/** What signing in and setting up say: anybody may read it. */
export const texts = { zh, en }
