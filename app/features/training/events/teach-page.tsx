import { useTranslation } from 'react-i18next'
import type { FormReply } from '#app/ui/form-reply.ts'
import { NavRow } from '#app/ui/nav-row.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { useWords } from '../use-words.ts'
import { useWhen } from './event-facts.tsx'
import type { EventView } from './event-view.ts'
import { PlanForm, type PlanChoices } from './plan-form.tsx'
import './event-texts.ts'
import styles from './events.module.css'

/** The classes that somebody keeps, and a form for another. */
export function TeachPage({
  events,
  choices,
  newKey,
  reply,
  now,
}: {
  events: EventView[]
  choices: PlanChoices
  newKey: string
  reply: FormReply | undefined
  now: number
}) {
  const { t } = useTranslation('events')
  const words = useWords()
  const when = useWhen()
  return (
    <PlainPage title={t('teach.title')}>
      {events.length === 0 ? (
        <PageState level="h2" title={t('teach.none')}>
          {choices.organisations.length > 0 ? t('teach.noneHint') : null}
        </PageState>
      ) : (
        <nav aria-label={t('teach.title')} className={styles.list}>
          {events.map((event) => (
            <NavRow
              key={event.id}
              to={`/teach/events/${event.id}`}
              title={words(event.title)}
              hint={`${when(event, now)} · ${event.cancelledReason === null ? event.venue : t('called')}`}
            />
          ))}
        </nav>
      )}
      {choices.organisations.length === 0 ? null : (
        <Section title={t('teach.plan')}>
          <PlanForm choices={choices} newKey={newKey} reply={reply} />
        </Section>
      )}
    </PlainPage>
  )
}
