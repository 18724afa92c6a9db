import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Banner } from '#app/ui/banner.tsx'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { useWords } from '../use-words.ts'
import { EventFacts } from './event-facts.tsx'
import type { EventView } from './event-view.ts'
import { EventTags } from './events-page.tsx'
import './event-texts.ts'
import styles from './events.module.css'

/** One class: what it is, and the one thing to do about it now. */
export function EventPage({
  event,
  stranger,
  reply,
  now,
}: {
  event: EventView
  /** Nobody is signed in. */
  stranger: boolean
  reply: FormReply | undefined
  now: number
}) {
  const { t } = useTranslation('events')
  const words = useWords()
  return (
    <PlainPage title={words(event.title)} back={{ to: '/events', words: t('back') }}>
      {event.cancelledReason === null ? null : (
        <Banner look="warn">{t('calledWhy', { reason: event.cancelledReason })}</Banner>
      )}
      <EventTags event={event} />
      <EventFacts event={event} now={now} />
      <Standing event={event} now={now} />
      <FieldErrors errors={errorsOf(reply)} />
      <Deed event={event} stranger={stranger} now={now} />
    </PlainPage>
  )
}

function Standing({ event, now }: { event: EventView; now: number }) {
  const { t } = useTranslation('events')
  if (event.cancelledReason !== null || event.came !== null) return null
  if (now > event.endsAt) return <p>{t('over')}</p>
  if (event.mine?.state === 'waiting') return <p>{t('ahead', { number: event.mine.ahead })}</p>
  if (event.mine?.state === 'signed_up') return <p>{t('howToCheckIn')}</p>
  return now > event.startsAt ? <p>{t('begun')}</p> : null
}

function Deed({ event, stranger, now }: { event: EventView; stranger: boolean; now: number }) {
  const { t } = useTranslation('events')
  const busy = useNavigation().state !== 'idle'
  const { mine, cancelledReason, startsAt, places, taken } = event
  if (cancelledReason !== null || now >= startsAt) return null
  const isIn = mine !== null
  const signUp = stranger ? t('signIn') : t(taken < places ? 'signUp' : 'queue')
  return (
    <Form method="post" className={styles.form}>
      <Button
        type="submit"
        name="deed"
        value={isIn ? 'withdraw' : 'sign-up'}
        look={isIn ? 'line' : 'main'}
        aria-disabled={busy}
        onClick={(press) => busy && press.preventDefault()}
      >
        {isIn ? t(mine.state === 'waiting' ? 'leaveQueue' : 'withdraw') : signUp}
      </Button>
    </Form>
  )
}
