import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '#app/kernel/clock.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Note } from '#app/ui/note.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { useWords } from '../use-words.ts'
import type { DoorAnswer } from './check-in.server.ts'
import { DoorCamera } from './door-camera.tsx'
import type { EventView } from './event-view.ts'
import { useDoor } from './use-door.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** At the door: scans passes and takes numbers, with network or without. */
export function DoorPage({ event, answer }: { event: EventView; answer: DoorAnswer | null }) {
  const { t } = useTranslation('events')
  const words = useWords()
  const door = useDoor(event.id)
  const shown = answer === null ? door.answers : [answer, ...door.answers]
  return (
    <PlainPage
      title={t('doorPage.title')}
      back={{ to: `/teach/events/${event.id}`, words: t('teach.backToEvent') }}
    >
      <p className={styles.name}>{words(event.title)}</p>
      <DoorCamera onCode={(code) => door.note({ kind: 'pass', code: code.slice(0, 200) })} />
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
      <Waiting count={door.queue.length} onSend={() => void door.flush()} />
      <Section title={t('doorPage.recent')}>
        <ul className={styles.list} aria-live="polite">
          {shown.map((one) => (
            <AnswerRow key={one.key} answer={one} />
          ))}
        </ul>
      </Section>
    </PlainPage>
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

function AnswerRow({ answer }: { answer: DoorAnswer }) {
  const { t } = useTranslation('events')
  const { name, result, state, cameAt } = answer
  const isGood = result === 'in' || result === 'already'
  return (
    <li className={styles.card}>
      {name === null ? null : <b className={styles.name}>{name}</b>}
      <Note look={isGood ? 'done' : 'wrong'}>
        {t(`door.${result}`)}
        {state === null ? null : ` · ${t(`state.${state}`)}`}
        {cameAt === null ? null : ` · ${formatTime(cameAt)}`}
      </Note>
    </li>
  )
}
