import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Banner } from '#app/ui/banner.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field, FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { NavRow } from '#app/ui/nav-row.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { useWords } from '../use-words.ts'
import { AttendanceRow } from './attendance-row.tsx'
import { AnswerNote } from './door-answer.tsx'
import type { DoorAnswer } from './check-in.server.ts'
import { EventFacts } from './event-facts.tsx'
import type { Attendee, EventView } from './event-view.ts'
import { queueLife } from './events.ts'
import { TypeNumber } from './type-number.tsx'
import { useHeldAtDoor } from './use-door.ts'
import './event-texts.ts'
import styles from './events.module.css'

export interface AttendanceList {
  /** Those on this page of the list. */
  people: readonly Attendee[]
  /** How many came, of the whole list. */
  came: number
  /** How many the list has, or that were found. */
  count: number
  page: number
  pages: number
  /** What was typed to find somebody; '' for the whole list. */
  find: string
}

interface AttendancePageProps {
  event: EventView
  list: AttendanceList
  newKey: string
  reply: FormReply | undefined
  /** What became of a number that was typed. */
  answer: DoorAnswer | null
  now: number
}

/** A class for whoever keeps it: its screen, its door, its papers, and everybody's attendance by tapping. */
export function AttendancePage({ event, list, newKey, reply, answer, now }: AttendancePageProps) {
  const { t } = useTranslation('events')
  const words = useWords()
  const isOpen = event.cancelledReason === null && now < event.endsAt
  const deed = typedIn(reply, 'deed')
  return (
    <PlainPage title={words(event.title)} back={{ to: '/teach/events', words: t('teach.back') }}>
      {event.cancelledReason === null ? null : (
        <Banner look="warn">{t('calledWhy', { reason: event.cancelledReason })}</Banner>
      )}
      <FieldErrors errors={deed === 'void' ? null : errorsOf(reply)} />
      <EventFacts event={event} now={now} />
      <Ways event={event} isOpen={isOpen} now={now} />
      <Section title={t('teach.attendance')}>
        <p className={styles.hint}>
          {t('teach.attendanceHint', { taken: event.taken, waiting: event.waiting, came: list.came })}
        </p>
        <ButtonLink to={`/teach/events/${event.id}/attendance.xlsx`} look="line" icon="paper" reloadDocument>
          {t('teach.export')}
        </ButtonLink>
        <List list={list} reply={reply} />
      </Section>
      <Section title={t('teach.type')}>
        {answer === null ? null : <AnswerNote answer={answer} />}
        <TypeNumber key={newKey} newKey={newKey} reply={deed === 'type' ? reply : undefined} />
      </Section>
      {isOpen || (event.cancelledReason === null && list.came === 0) ? (
        <Cancel isOpen={isOpen} reply={deed === 'cancel' ? reply : undefined} />
      ) : null}
    </PlainPage>
  )
}

/**
 * What else there is to do with it. The code lets nobody in once it is over; a door may hand in for a day who came, and says
 * of each whom it still holds, whenever that is, what is to be done about her.
 */
function Ways({ event, isOpen, now }: { event: EventView; isOpen: boolean; now: number }) {
  const { t } = useTranslation('events')
  const words = useWords()
  const at = `/teach/events/${event.id}`
  const held = useHeldAtDoor(event.id)
  const mayHandIn = event.cancelledReason === null && now < event.endsAt + queueLife
  return (
    <nav aria-label={words(event.title)} className={styles.list}>
      {isOpen ? <NavRow to={`${at}/screen`} title={t('teach.screen')} hint={t('teach.screenHint')} /> : null}
      {mayHandIn || held ? (
        <NavRow to={`${at}/door`} title={t('teach.door')} hint={t('teach.doorHint')} />
      ) : null}
      <NavRow to={`${at}/sheet`} title={t('teach.sheet')} hint={t('teach.sheetHint')} />
      {isOpen ? <NavRow to={`${at}/edit`} title={t('teach.edit')} hint={t('teach.editHint')} /> : null}
    </nav>
  )
}

/** A list that one sees at a glance needs no search. */
const shortList = 8

function List({ list, reply }: { list: AttendanceList; reply: FormReply | undefined }) {
  const { t } = useTranslation('events')
  const { people, count, find } = list
  if (count === 0 && find === '') return <p>{t('teach.nobody')}</p>
  return (
    <>
      {count > shortList || find !== '' ? <Find find={find} /> : null}
      {count === 0 ? <p>{t('teach.foundNobody')}</p> : null}
      <ul id="list" className={styles.list}>
        {people.map((person) => (
          <AttendanceRow key={person.signUp ?? person.checkIn?.id} person={person} reply={reply} />
        ))}
      </ul>
      <Pages list={list} />
    </>
  )
}

function Find({ find }: { find: string }) {
  const { t } = useTranslation('events')
  return (
    <Form method="get" role="search" className={styles.find} preventScrollReset>
      <Field
        key={find}
        name="find"
        type="search"
        label={t('teach.find')}
        hint={t('teach.findHint')}
        defaultValue={find}
        autoComplete="off"
        maxLength={40}
      />
      <div className={styles.line}>
        <Button type="submit">{t('teach.search')}</Button>
        {find === '' ? null : (
          <ButtonLink to="?" look="line">
            {t('teach.all')}
          </ButtonLink>
        )}
      </div>
    </Form>
  )
}

function Pages({ list: { page, pages, find } }: { list: AttendanceList }) {
  const { t } = useTranslation('events')
  if (pages <= 1) return null
  const to = (other: number) =>
    `?${new URLSearchParams({ ...(find === '' ? {} : { find }), page: String(other) }).toString()}#list`
  return (
    <nav aria-label={t('teach.turn')} className={styles.pages}>
      {page === 0 ? null : (
        <ButtonLink to={to(page - 1)} look="line">
          {t('teach.before')}
        </ButtonLink>
      )}
      <span>{t('teach.pages', { page: page + 1, pages })}</span>
      {page + 1 >= pages ? null : (
        <ButtonLink to={to(page + 1)} look="line">
          {t('teach.next')}
        </ButtonLink>
      )}
    </nav>
  )
}

/** Calls it off; or, where it is over and nobody came, says that it was not held. */
function Cancel({ isOpen, reply }: { isOpen: boolean; reply: FormReply | undefined }) {
  const { t } = useTranslation('events')
  return (
    <Section title={t(isOpen ? 'teach.cancel' : 'teach.notHeld')}>
      {isOpen ? null : <p className={styles.hint}>{t('teach.notHeldHint')}</p>}
      <Form method="post" className={styles.form}>
        <input type="hidden" name="deed" value="cancel" />
        <ReplyField
          name="reason"
          label={t(isOpen ? 'teach.reason' : 'teach.notHeldReason')}
          reply={reply}
          maxLength={200}
          required
        />
        <Button type="submit" look="line">
          {t('teach.cancel')}
        </Button>
      </Form>
    </Section>
  )
}
