import { texts as onAir } from './console-texts.ts'
import { texts as golive } from './golive-texts.ts'

/** What the host's page and her assistants' say. The Chinese is the source; the English has the same shape. */
export const texts = {
  zh: { ...golive.zh, ...onAir.zh },
  en: { ...golive.en, ...onAir.en },
} as const
