import { useTranslation } from 'react-i18next'
import { formatTime } from '#app/kernel/clock.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf } from '#app/ui/form-reply.ts'
import { Warning } from '#app/ui/warning.tsx'
import type { Saving } from './use-saving.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

/** Whether what she wrote is saved, beside the button that saves it. */
export function SavingNote({
  saving,
  form,
  look,
}: {
  saving: Saving
  /** The form's id. */
  form: string
  /** Where what is saved can be looked at. */
  look: string
}) {
  const { t } = useTranslation('teach')
  const { standing, isKept, at, reply, address } = saving
  return (
    <>
      {standing === 'conflict' ? <Conflict saving={saving} look={look} /> : null}
      <FieldErrors errors={standing === 'refused' ? errorsOf(reply) : null} />
      <div className={styles.standing}>
        <Button type="submit" look="main" form={form}>
          {t('lesson.save')}
        </Button>
        <p role="status" className={styles.sentence}>
          {standing === 'as-saved'
            ? at === null
              ? ''
              : t('lesson.savedAt', { time: formatTime(at) })
            : !isKept && standing !== 'saving'
              ? t(`lesson.standingHere.${standing}`)
              : standing === 'conflict'
                ? ''
                : t(`lesson.standing.${standing}`)}
        </p>
        {standing === 'signed-out' ? (
          <ButtonLink to={`/sign-in?${new URLSearchParams({ back: address }).toString()}`} look="line">
            {t('lesson.signIn')}
          </ButtonLink>
        ) : null}
      </div>
    </>
  )
}

function Conflict({ saving, look }: { saving: Saving; look: string }) {
  const { t } = useTranslation('teach')
  return (
    <Warning role="alert">
      <p>{saving.why === null ? null : t(`lesson.conflicts.${saving.why}`)}</p>
      <div className={styles.row}>
        <ButtonLink to={look} look="line">
          {t('lesson.conflictLook')}
        </ButtonLink>
        <Button look="line" onClick={saving.saveOver}>
          {t('lesson.conflictMine')}
        </Button>
        <Button look="line" onClick={saving.giveUp}>
          {t('lesson.conflictTheirs')}
        </Button>
      </div>
    </Warning>
  )
}
