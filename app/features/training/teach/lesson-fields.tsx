import { useTranslation } from 'react-i18next'
import type { FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import './teach-texts.ts'

/** What stands over every lesson, of whichever kind. `fields`: what each begins with, by name. */
export function LessonFields({
  fields,
  reply,
}: {
  fields: Record<string, string>
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('teach')
  const line = { reply, maxLength: 300 }
  return (
    <>
      <ReplyField
        {...line}
        name="titleZh"
        label={t('lesson.titleZh')}
        first={fields['titleZh']}
        maxLength={60}
        required
      />
      <ReplyField
        {...line}
        name="titleEn"
        label={t('lesson.titleEn')}
        first={fields['titleEn']}
        maxLength={60}
      />
      <ReplyField {...line} name="summaryZh" label={t('lesson.summaryZh')} first={fields['summaryZh']} />
      <ReplyField {...line} name="summaryEn" label={t('lesson.summaryEn')} first={fields['summaryEn']} />
      <ReplyField
        {...line}
        name="minutes"
        label={t('lesson.minutes')}
        first={fields['minutes']}
        inputMode="numeric"
        required
      />
    </>
  )
}
