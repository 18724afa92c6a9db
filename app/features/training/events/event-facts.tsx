import { useTranslation } from 'react-i18next'
import { formatDay, formatTime } from '#app/kernel/clock.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { EventView } from './event-view.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** "3月8日 14:00–16:00". */
export function useWhen(): (event: Pick<EventView, 'startsAt' | 'endsAt'>, now: number) => string {
  const { language } = usePreferences()
  return ({ startsAt, endsAt }, now) =>
    `${formatDay(startsAt, language, now)} ${formatTime(startsAt)}–${formatTime(endsAt)}`
}

/** When and where it is, who holds it, and, of a class that one can still come to, how many places are left. */
export function EventFacts({ event, now }: { event: EventView; now: number }) {
  const { t } = useTranslation('events')
  const when = useWhen()
  const left = event.places - event.taken
  const canCome = event.cancelledReason === null && now <= event.endsAt
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('when')}</dt>
        <dd>{when(event, now)}</dd>
      </div>
      <div>
        <dt>{t('where')}</dt>
        <dd>{event.venue}</dd>
      </div>
      <div>
        <dt>{t('by')}</dt>
        <dd>{event.organisation}</dd>
      </div>
      {canCome ? (
        <div>
          <dt>{t('places')}</dt>
          <dd>
            {left > 0 ? t('placesLeft', { left }) : t('full')}
            {event.waiting > 0 ? ` · ${t('waitingCount', { number: event.waiting })}` : null}
          </dd>
        </div>
      ) : null}
    </dl>
  )
}
