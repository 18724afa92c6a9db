import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf } from '#app/ui/form-reply.ts'
import type { PlainReply } from './lesson-edit-page.tsx'
import './teach-texts.ts'
import styles from './teach.module.css'

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
    <div role="alert" className={styles.conflict}>
      <p>{t(`lesson.conflicts.${reply.conflict.why}`)}</p>
      <Button type="submit" look="line" form={form} name="over" value={reply.conflict.base}>
        {t('lesson.conflictMine')}
      </Button>
    </div>
  )
}
