import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '#app/kernel/clock.ts'
import { Banner } from '#app/ui/banner.tsx'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { NavRow } from '#app/ui/nav-row.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { useWords } from '../use-words.ts'
import { EventFacts } from './event-facts.tsx'
import type { Attendee, EventView } from './event-view.ts'
import { attendances } from './events.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** A class for whoever keeps it: its screen, its door, and everybody's attendance by tapping. */
export function AttendancePage({
  event,
  people,
  reply,
  now,
}: {
  event: EventView
  people: Attendee[]
  reply: FormReply | undefined
  now: number
}) {
  const { t } = useTranslation('events')
  const words = useWords()
  const came = people.filter(
    ({ checkIn }) => checkIn?.state === 'present' || checkIn?.state === 'late',
  ).length
  return (
    <PlainPage title={words(event.title)} back={{ to: '/teach/events', words: t('teach.back') }}>
      {event.cancelledReason === null ? null : (
        <Banner look="warn">{`${t('called')}：${event.cancelledReason}`}</Banner>
      )}
      <FieldErrors errors={errorsOf(reply)} />
      <EventFacts event={event} now={now} />
      <nav aria-label={words(event.title)} className={styles.list}>
        <NavRow
          to={`/teach/events/${event.id}/screen`}
          title={t('teach.screen')}
          hint={t('teach.screenHint')}
        />
        <NavRow to={`/teach/events/${event.id}/door`} title={t('teach.door')} hint={t('teach.doorHint')} />
      </nav>
      <Section title={t('teach.attendance')}>
        <p className={styles.hint}>
          {t('teach.attendanceHint', { taken: event.taken, waiting: event.waiting, came })}
        </p>
        {people.length === 0 ? <p>{t('teach.nobody')}</p> : null}
        <ul className={styles.list}>
          {people.map((person) => (
            <PersonRow key={person.signUp} person={person} />
          ))}
        </ul>
      </Section>
      {event.cancelledReason === null && now < event.endsAt ? <Cancel reply={reply} /> : null}
    </PlainPage>
  )
}

function PersonRow({ person }: { person: Attendee }) {
  const { t } = useTranslation('events')
  const { name, checkIn, state, walkIn, signUp } = person
  return (
    <li className={styles.card}>
      <div className={styles.line}>
        <b className={styles.name}>{name}</b>
        {state === 'waiting' ? <Tag>{t('teach.waiting')}</Tag> : null}
        {walkIn ? <Tag>{t('teach.walkIn')}</Tag> : null}
        {checkIn === null ? null : (
          <Tag look={checkIn.state === 'absent' ? 'warn' : 'soft'}>
            {t(`state.${checkIn.state}`)} {formatTime(checkIn.at)}
          </Tag>
        )}
      </div>
      <Form method="post" aria-label={t('teach.mark', { name })} className={styles.marks} preventScrollReset>
        <input type="hidden" name="signUp" value={signUp} />
        {attendances.map((one) => (
          <Button
            key={one}
            type="submit"
            name="state"
            value={one}
            look={checkIn?.state === one ? 'sea' : 'line'}
            aria-pressed={checkIn?.state === one}
          >
            {t(`state.${one}`)}
          </Button>
        ))}
        <input type="hidden" name="deed" value="mark" />
      </Form>
    </li>
  )
}

function Cancel({ reply }: { reply: FormReply | undefined }) {
  const { t } = useTranslation('events')
  return (
    <Section title={t('teach.cancel')}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="deed" value="cancel" />
        <ReplyField name="reason" label={t('teach.reason')} reply={reply} maxLength={200} required />
        <Button type="submit" look="line">
          {t('teach.cancel')}
        </Button>
      </Form>
    </Section>
  )
}
