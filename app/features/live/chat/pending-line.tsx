import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { longestMessage } from '../timeline/limits.ts'
import type { PendingMessage, RoomLine } from './room-line.ts'
import { silenceEnd } from './silence.ts'
import styles from './chat-line.module.css'

/** What she said and what has become of it so far; where it was refused, why, and what she can do. */
export function PendingLine({
  message,
  line,
  onEdit,
}: {
  message: PendingMessage
  line: RoomLine
  onEdit: (text: string) => void
}) {
  const { t } = useTranslation('chat')
  const refused = message.state === 'refused'
  return (
    <li className={clsx(styles.line, styles.pending, refused && styles.refused)}>
      <p>
        <span className={styles.name}>{t('you')}</span>
        {message.text}
      </p>
      {message.state === 'waiting' ? <p className={styles.state}>{t('pending.waiting')}</p> : null}
      {refused ? <Refusal message={message} line={line} onEdit={onEdit} /> : null}
    </li>
  )
}

/** Those that saying the same once more can get past. */
const passing = ['signed-out', 'too-often', 'slow-mode', 'followers-only', 'muted', 'failed', null]

function Refusal({
  message: { key, text, reason },
  line,
  onEdit,
}: {
  message: PendingMessage
  line: RoomLine
  onEdit: (text: string) => void
}) {
  const { t } = useTranslation('chat')
  const until = silenceEnd(line.standing)
  const values = { longest: longestMessage, seconds: line.rules.slowSeconds, until }
  return (
    <>
      <p className={styles.why}>
        <Icon name="alert" size="small" />
        <span>{t(`refusals.${reason ?? 'failed'}`, values)}</span>
      </p>
      <div className={styles.choices}>
        {passing.includes(reason) ? (
          <Button look="quiet" onClick={() => line.retry(key)}>
            {t('pending.retry')}
          </Button>
        ) : null}
        <Button
          look="quiet"
          onClick={() => {
            line.discard(key)
            onEdit(text)
          }}
        >
          {t('pending.edit')}
        </Button>
        <Button look="quiet" onClick={() => line.discard(key)}>
          {t('pending.discard')}
        </Button>
      </div>
    </>
  )
}
