import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf } from '#app/ui/form-reply.ts'
import { Warning } from '#app/ui/warning.tsx'
import type { PlainReply } from './lesson-edit-page.tsx'
import './teach-texts.ts'

/** What was refused of a form that was sent without scripts, and the way to save all the same. */
export function NoScriptConflict({
  reply,
  form,
}: {
  reply: PlainReply | undefined
  /** The form's id. */
  form: string
}) {
  const { t } = useTranslation('teach')
  if (reply?.conflict === undefined) return <FieldErrors errors={errorsOf(reply)} />
  return (
    <Warning role="alert">
      <p>{t(`lesson.conflicts.${reply.conflict.why}`)}</p>
      <Button type="submit" look="line" form={form} name="over" value={reply.conflict.base}>
        {t('lesson.conflictMine')}
      </Button>
    </Warning>
  )
}
