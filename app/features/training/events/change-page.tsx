import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { EnterButton } from '#app/ui/enter-button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { useWords } from '../use-words.ts'
import { ChangeConflict, type Standing } from './change-conflict.tsx'
import { ChangeLecturers } from './change-lecturers.tsx'
import { fieldsOf } from './events.ts'
import type { EventView } from './event-view.ts'
import type { Lecturer } from './lecturers.server.ts'
import { PlanFields, type PlanWords } from './plan-fields.tsx'
import './event-texts.ts'
import styles from './events.module.css'

/** What the form was answered; `current` where somebody else changed the class meanwhile. */
export type ChangeReply = FormReply & { current?: Standing }

/** Another time, place, name or lecturer for a class that is not over. */
export function ChangePage({
  event,
  lecturers,
  reply,
  now,
}: {
  event: EventView
  lecturers: readonly Lecturer[]
  reply: ChangeReply | undefined
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
  reply: ChangeReply | undefined
}) {
  const { t } = useTranslation('events')
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={styles.form}>
      <EnterButton />
      <input type="hidden" name="revision" value={typedIn(reply, 'revision') ?? event.revision} />
      <FieldErrors errors={errorsOf(reply)} />
      <PlanFields first={wordsOf(event)} reply={reply} />
      <ChangeLecturers lecturers={reply?.current?.lecturers ?? lecturers} reply={reply} />
      <p className={styles.hint}>{t('change.told')}</p>
      {reply?.current === undefined ? null : <ChangeConflict {...reply.current} />}
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

function wordsOf(event: EventView): PlanWords {
  const [start, end] = [fieldsOf(event.startsAt), fieldsOf(event.endsAt)]
  return {
    ...{ titleZh: event.title.zh, titleEn: event.title.en, venue: event.venue },
    ...{ day: start.day, from: start.time, until: end.time },
    ...{ places: String(event.places), lateAfter: String(event.lateAfterMinutes) },
  }
}
