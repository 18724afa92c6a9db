import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/button.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { useWords } from '../use-words.ts'
import { EventFacts } from './event-facts.tsx'
import type { EventView } from './event-view.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** The classes that are coming, each with what she has to do with it. */
export function EventsPage({ events, now }: { events: EventView[]; now: number }) {
  const { t } = useTranslation('events')
  return (
    <PlainPage title={t('title')}>
      {events.length === 0 ? (
        <PageState level="h2" art="/art/cover-training-event.svg" title={t('none')}>
          {t('noneHint')}
        </PageState>
      ) : (
        <>
          <p className={styles.hint}>{t('lead')}</p>
          <ul className={styles.list}>
            {events.map((event) => (
              <EventCard key={event.id} event={event} now={now} />
            ))}
          </ul>
        </>
      )}
    </PlainPage>
  )
}

function EventCard({ event, now }: { event: EventView; now: number }) {
  const { t } = useTranslation('events')
  const words = useWords()
  return (
    <li className={styles.card}>
      <h2 className={styles.name}>{words(event.title)}</h2>
      <EventTags event={event} />
      <EventFacts event={event} now={now} />
      <ButtonLink to={`/events/${event.id}`} look="line">
        {t('open')}
      </ButtonLink>
    </li>
  )
}

/** In a word each: hers, called off, invented. */
export function EventTags({ event }: { event: EventView }) {
  const { t } = useTranslation('events')
  const { mine, came, cancelledReason, demo } = event
  if (mine === null && came === null && cancelledReason === null && !demo) return null
  return (
    <div className={styles.line}>
      {cancelledReason === null ? null : <Tag look="warn">{t('called')}</Tag>}
      {came === null && mine !== null ? <Tag>{t(`mine.${mine.state}`)}</Tag> : null}
      {came === null ? null : <Tag>{t(`state.${came.state}`)}</Tag>}
      {demo ? <Tag>{t('demo')}</Tag> : null}
    </div>
  )
}
