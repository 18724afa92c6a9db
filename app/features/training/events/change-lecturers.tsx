import { useTranslation } from 'react-i18next'
import type { FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import type { Lecturer } from './lecturers.server.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** Who teaches, each with a tick to take away, and a field for another. */
export function ChangeLecturers({
  lecturers,
  reply,
}: {
  lecturers: readonly Lecturer[]
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('events')
  const [shown, ticked] = [listed(reply, 'shown'), listed(reply, 'lecturers')]
  return (
    <>
      {lecturers.length === 0 ? null : (
        <fieldset className={styles.lecturers}>
          <legend>{t('change.lecturers')}</legend>
          {lecturers.map(({ id, name }) => (
            <label key={id} className={styles.check}>
              <input type="hidden" name="shown" value={id} />
              <input
                type="checkbox"
                name="lecturers"
                value={id}
                // Whoever was added meanwhile was not there to be taken away.
                defaultChecked={ticked.includes(id) || !shown.includes(id)}
                className={styles.tick}
              />
              {name}
            </label>
          ))}
          <p className={styles.hint}>{t('change.lecturersHint')}</p>
        </fieldset>
      )}
      <ReplyField
        name="another"
        label={t('change.another')}
        hint={t('change.anotherHint')}
        autoComplete="off"
        maxLength={40}
        reply={reply}
      />
    </>
  )
}

/** A list as it was sent: one of it comes back as a text, several as a list. */
function listed(reply: FormReply | undefined, name: string): unknown[] {
  return [reply?.initialValue?.[name] ?? []].flat()
}
