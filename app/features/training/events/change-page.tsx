import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { useWords } from '../use-words.ts'
import { fieldsOf } from './events.ts'
import type { EventView } from './event-view.ts'
import type { Lecturer } from './lecturers.server.ts'
import { PlanFields, type PlanWords } from './plan-fields.tsx'
import './event-texts.ts'
import styles from './events.module.css'

/** Another time, place, name or lecturer for a class that is not over. */
export function ChangePage({
  event,
  lecturers,
  reply,
  now,
}: {
  event: EventView
  lecturers: readonly Lecturer[]
  reply: FormReply | undefined
  now: number
}) {
  const { t } = useTranslation('events')
  const words = useWords()
  const isSettled = event.cancelledReason !== null || now >= event.endsAt
  return (
    <PlainPage
      title={t('change.title')}
      back={{ to: `/teach/events/${event.id}`, words: t('teach.backToEvent') }}
    >
      <p className={styles.name}>{words(event.title)}</p>
      {isSettled ? (
        <PageState level="h2" title={t('change.later')} />
      ) : (
        <ChangeForm event={event} lecturers={lecturers} reply={reply} />
      )}
    </PlainPage>
  )
}

function ChangeForm({
  event,
  lecturers,
  reply,
}: {
  event: EventView
  lecturers: readonly Lecturer[]
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('events')
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={styles.form}>
      <FieldErrors errors={errorsOf(reply)} />
      <PlanFields first={wordsOf(event)} reply={reply} />
      <Lecturers lecturers={lecturers} reply={reply} />
      <p className={styles.hint}>{t('change.told')}</p>
      <Button
        type="submit"
        look="main"
        aria-disabled={busy}
        onClick={(press) => busy && press.preventDefault()}
      >
        {t('change.save')}
      </Button>
    </Form>
  )
}

function Lecturers({ lecturers, reply }: { lecturers: readonly Lecturer[]; reply: FormReply | undefined }) {
  const { t } = useTranslation('events')
  // One that was ticked comes back as a text, several as a list.
  const ticked = reply === undefined ? null : [reply.initialValue?.['lecturers'] ?? []].flat()
  return (
    <>
      {lecturers.length === 0 ? null : (
        <fieldset className={styles.lecturers}>
          <legend>{t('change.lecturers')}</legend>
          {lecturers.map(({ id, name }) => (
            <label key={id} className={styles.check}>
              <input
                type="checkbox"
                name="lecturers"
                value={id}
                defaultChecked={ticked === null || ticked.includes(id)}
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

function wordsOf(event: EventView): PlanWords {
  const [start, end] = [fieldsOf(event.startsAt), fieldsOf(event.endsAt)]
  return {
    ...{ titleZh: event.title.zh, titleEn: event.title.en, venue: event.venue },
    ...{ day: start.day, from: start.time, until: end.time },
    ...{ places: String(event.places), lateAfter: String(event.lateAfterMinutes) },
  }
}
