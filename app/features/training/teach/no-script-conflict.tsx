import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

/** What was refused of a form that was sent without scripts, and the way to save all the same. */
export function NoScriptConflict({
  reply,
  form,
}: {
  reply: (FormReply & { current?: number }) | undefined
  /** The form's id. */
  form: string
}) {
  const { t } = useTranslation('teach')
  if (reply?.current === undefined) return <FieldErrors errors={errorsOf(reply)} />
  return (
    <div role="alert" className={styles.conflict}>
      <p>{t('lesson.conflict')}</p>
      <Button type="submit" look="line" form={form} name="over" value={reply.current}>
        {t('lesson.conflictMine')}
      </Button>
    </div>
  )
}
