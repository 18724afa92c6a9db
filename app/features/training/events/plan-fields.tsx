import { useTranslation } from 'react-i18next'
import type { FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import './event-texts.ts'

/** What the fields begin with. */
export interface PlanWords {
  titleZh?: string
  titleEn?: string
  venue?: string
  /** 2026-03-08 */
  day?: string
  /** 14:30 */
  from: string
  until: string
  places: string
  lateAfter: string
}

/** What, where, when, for how many: the same for a class that is planned and one that is changed. */
export function PlanFields({ first, reply }: { first: PlanWords; reply: FormReply | undefined }) {
  const { t } = useTranslation('events')
  const count = { inputMode: 'numeric', autoComplete: 'off', reply, required: true } as const
  const field = (name: keyof PlanWords) => ({ name, label: t(`teach.${name}`), first: first[name], reply })
  return (
    <>
      <ReplyField {...field('titleZh')} maxLength={60} required />
      <ReplyField {...field('titleEn')} maxLength={60} />
      <ReplyField {...field('venue')} maxLength={80} required />
      <ReplyField {...field('day')} type="date" required />
      <ReplyField {...field('from')} type="time" required />
      <ReplyField {...field('until')} type="time" required />
      <ReplyField {...field('places')} {...count} />
      <ReplyField {...field('lateAfter')} {...count} />
    </>
  )
}
