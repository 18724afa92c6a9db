import { TZDate } from '@date-fns/tz'
import { format } from 'date-fns/format'
import { z } from 'zod'
import { timeZone } from '#app/kernel/clock.ts'

const pattern = "yyyy-MM-dd'T'HH:mm"
const mostWords = 200
const longestWord = 20

/** What a field for day and time carries, as the clocks in Qingdao show it: "2026-11-26T08:00". */
export function toLocalField(iso: string | null): string {
  return iso === null ? '' : format(new TZDate(iso, timeZone), pattern)
}

const LocalTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'common:form.invalidDate')
  .transform((text, check) => {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number)
    const moment = new TZDate(year, month - 1, day, hour, minute, timeZone)
    if (format(moment, pattern) === text) return new Date(moment.getTime())
    check.addIssue({ code: 'custom', message: 'common:form.invalidDate' })
    return z.NEVER
  })

export const RoomPlanForm = z.object({
  part: z.literal('plan'),
  title: z.string('common:form.required').trim().min(1, 'common:form.required').max(60),
  place: z.string('common:form.required').trim().min(1, 'common:form.required').max(60),
  next: LocalTime.optional(),
})

export const RefusedWordsForm = z.object({
  part: z.literal('words'),
  words: z
    .string()
    .optional()
    .transform((text) => [
      ...new Set(
        (text ?? '')
          .split(/\r?\n/)
          .map((word) => word.trim())
          .filter(Boolean),
      ),
    ])
    .refine(
      (words) => words.length <= mostWords && words.every((word) => Array.from(word).length <= longestWord),
      'studio:settings.tooManyWords',
    ),
})

/** How fast and by whom the chat may be used, as the form carries it. */
export const RulesForm = z.object({
  part: z.literal('rules'),
  slowSeconds: z.coerce.number().int().min(0).max(600),
  followersOnly: z
    .literal('on')
    .optional()
    .transform((on) => on === 'on'),
})

export const NewKeyForm = z.object({ part: z.literal('key') })

export const SettingsForm = z.discriminatedUnion('part', [
  RoomPlanForm,
  RulesForm,
  RefusedWordsForm,
  NewKeyForm,
])
