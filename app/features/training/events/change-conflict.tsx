import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Warning } from '#app/ui/warning.tsx'
import { useWords } from '../use-words.ts'
import { useWhen } from './event-facts.tsx'
import type { EventView } from './event-view.ts'
import type { Lecturer } from './lecturers.server.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** A class as another has saved it meanwhile. */
export interface Standing {
  event: EventView
  lecturers: readonly Lecturer[]
}

/** What is saved now, beside what she wrote, and the choice between the two. */
export function ChangeConflict({ event, lecturers }: Standing) {
  const { t } = useTranslation('events')
  const words = useWords()
  const when = useWhen()
  const facts = [
    [t('teach.titleZh'), words(event.title)],
    // Always with its year, as nobody looks at the clock for it.
    [t('when'), when(event, 0)],
    [t('where'), event.venue],
    [t('teach.places'), event.places],
    [t('teach.lateAfter'), t('change.conflictLate', { minutes: event.lateAfterMinutes })],
    [t('change.lecturers'), lecturers.map(({ name }) => name).join(' · ') || t('change.conflictNobody')],
  ] as const
  return (
    <Warning role="alert">
      <p>{t('change.conflict')}</p>
      <dl className={styles.facts}>
        {facts.map(([name, standing]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{standing}</dd>
          </div>
        ))}
      </dl>
      <Button type="submit" look="line" name="over" value={event.revision}>
        {t('change.conflictMine')}
      </Button>
      <ButtonLink to={`/teach/events/${event.id}/edit`} look="quiet" reloadDocument>
        {t('change.conflictTheirs')}
      </ButtonLink>
    </Warning>
  )
}
