import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { texts as moderation } from '../moderation/moderation-texts.ts'
import { texts as desk } from '../selling/desk/desk-texts.ts'
import { texts as onAir } from './console-texts.ts'
import { texts as golive } from './golive-texts.ts'

/** What the host's page and her assistants' say. The Chinese is the source; the English has the same shape. */
export const texts = addTexts('studio', {
  zh: { ...golive.zh, ...onAir.zh, ...moderation.zh, ...desk.zh },
  en: { ...golive.en, ...onAir.en, ...moderation.en, ...desk.en },
} as const)
