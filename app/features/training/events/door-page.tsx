import { Form } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { keepThisPage } from '#app/ui/kept-pages.ts'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { useWords } from '../use-words.ts'
import type { DoorAnswer } from './check-in.server.ts'
import { AnswerNote } from './door-answer.tsx'
import { DoorCamera } from './door-camera.tsx'
import { DoorNames, type DoorName } from './door-names.tsx'
import type { EventView } from './event-view.ts'
import { openCodeReader } from './read-code.ts'
import { useDoor, type Door } from './use-door.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** At the door: scans passes, takes numbers and taps names, with network or without. */
export function DoorPage({
  event,
  names,
  answer,
}: {
  event: EventView
  names: readonly DoorName[]
  answer: DoorAnswer | null
}) {
  const { t } = useTranslation('events')
  const words = useWords()
  const door = useDoor(event.id)
  useEffect(() => {
    // What reads the camera is there before the network goes.
    void openCodeReader().finally(keepThisPage)
  }, [])
  const shown = answer === null ? door.answers : [answer, ...door.answers]
  return (
    <PlainPage
      title={t('doorPage.title')}
      back={{ to: `/teach/events/${event.id}`, words: t('teach.backToEvent') }}
    >
      <p className={styles.name}>{words(event.title)}</p>
      <DoorCamera onCode={(code) => door.note({ kind: 'pass', code: code.slice(0, 200) })} />
      <NumberForm door={door} />
      <Waiting count={door.queue.length} onSend={() => void door.flush()} />
      <div aria-live="polite">
        {shown.length === 0 ? null : (
          <Section title={t('doorPage.recent')}>
            <ul className={styles.list}>
              {shown.map((one) => (
                <li key={one.key} className={styles.card}>
                  <AnswerNote answer={one} />
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
      <DoorNames names={names} noted={door.tapped} onTap={(signUp) => door.note({ kind: 'tap', signUp })} />
    </PlainPage>
  )
}

function NumberForm({ door }: { door: Door }) {
  const { t } = useTranslation('events')
  return (
    <Form
      method="post"
      className={styles.form}
      onSubmit={(submitted) => {
        const form = submitted.currentTarget
        const number = new FormData(form).get('number')
        submitted.preventDefault()
        if (typeof number === 'string' && number.trim() !== '')
          door.note({ kind: 'number', number: number.trim().slice(0, 30) })
        form.reset()
      }}
    >
      <Field
        name="number"
        label={t('doorPage.number')}
        hint={t('doorPage.numberHint')}
        inputMode="numeric"
        autoComplete="off"
        required
      />
      <Button type="submit">{t('doorPage.add')}</Button>
    </Form>
  )
}

function Waiting({ count, onSend }: { count: number; onSend: () => void }) {
  const { t } = useTranslation('events')
  if (count === 0) return null
  return (
    <div className={styles.line}>
      <p role="status">{t('doorPage.waiting', { number: count })}</p>
      <Button look="line" onClick={onSend}>
        {t('doorPage.send')}
      </Button>
    </div>
  )
}
