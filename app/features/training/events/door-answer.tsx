import { useTranslation } from 'react-i18next'
import { formatTime } from '#app/kernel/clock.ts'
import { Note } from '#app/ui/note.tsx'
import type { DoorAnswer } from './check-in.server.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** What became of somebody at the door, in words. */
export function AnswerNote({ answer }: { answer: DoorAnswer }) {
  const { t } = useTranslation('events')
  const { name, result, state, cameAt } = answer
  const isGood = result === 'in' || result === 'already'
  return (
    <>
      {name === null ? null : <b className={styles.name}>{name}</b>}
      <Note look={isGood ? 'done' : 'wrong'}>
        {t(`door.${result}`)}
        {state === null ? null : ` · ${t(`state.${state}`)}`}
        {cameAt === null ? null : ` · ${formatTime(cameAt)}`}
      </Note>
    </>
  )
}
