import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Attendance } from '#app/generated/prisma/enums.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Note } from '#app/ui/note.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { useWords } from '../use-words.ts'
import type { SelfRefusal } from './check-in-myself.server.ts'
import type { EventView } from './event-view.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** Where she stands: her scan is good, was too old or of another code; she has not scanned; or she is in. */
export type CheckInStage = 'ready' | 'scan' | 'expired' | 'forged'

/** What her phone opens after she has scanned the screen: one large button. */
export function CheckInPage({
  event,
  stage,
  stranger,
  newKey,
  refusal,
}: {
  event: EventView
  stage: CheckInStage
  stranger: boolean
  newKey: string
  refusal: SelfRefusal | null
}) {
  const { t } = useTranslation('events')
  const words = useWords()
  return (
    <PlainPage title={t('checkIn.title')}>
      <p className={styles.name}>{words(event.title)}</p>
      {refusal === null ? null : <Note look="wrong">{t(`door.${refusal}`)}</Note>}
      {event.came === null || !isThere(event.came.state) ? (
        <Open event={event} stage={stage} stranger={stranger} newKey={newKey} />
      ) : (
        <Done event={event} state={event.came.state} />
      )}
    </PlainPage>
  )
}

function isThere(state: Attendance): boolean {
  return state === 'present' || state === 'late'
}

function Open({
  event,
  stage,
  stranger,
  newKey,
}: {
  event: EventView
  stage: CheckInStage
  stranger: boolean
  newKey: string
}) {
  const { t } = useTranslation('events')
  if (stage !== 'ready')
    return (
      <PageState level="h2" icon="alert" title={t(`checkIn.${stage}`)}>
        {t(`checkIn.${stage}Hint`)}
      </PageState>
    )
  if (stranger)
    return (
      <>
        <Note>{t('checkIn.ready')}</Note>
        <p>{t('checkIn.signInHint')}</p>
        <ButtonLink to={`/sign-in?back=/check-in/${event.id}`} look="main">
          {t('checkIn.signIn')}
        </ButtonLink>
      </>
    )
  return (
    <Form method="post" className={styles.form}>
      <Note>{t('checkIn.ready')}</Note>
      <p>{t('checkIn.readyHint')}</p>
      <input type="hidden" name="key" value={newKey} />
      <Button type="submit" look="main" icon="check">
        {t('checkIn.press')}
      </Button>
    </Form>
  )
}

function Done({ event, state }: { event: EventView; state: Attendance }) {
  const { t } = useTranslation('events')
  return (
    <PageState
      level="h2"
      icon="check"
      title={t(state === 'late' ? 'checkIn.doneLate' : 'checkIn.done')}
      action={
        <ButtonLink to={`/events/${event.id}`} look="line">
          {t('checkIn.seeEvent')}
        </ButtonLink>
      }
    />
  )
}
