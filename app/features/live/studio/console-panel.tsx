import { useTranslation } from 'react-i18next'
import { useRoomLine } from '../chat/use-room-line.ts'
import { ConsoleChat } from '../moderation/console-chat.tsx'
import styles from './console-panel.module.css'

/** The page knows by its publisher, or asks by and by, whether it is on air. */
function noNews(): void {}

/** Who watches, and what they say: beside the camera, or without one where another device broadcasts. */
export function ConsolePanel({ room, broadcast }: { room: string; broadcast: string | null }) {
  const { t } = useTranslation('studio')
  const line = useRoomLine({ room, broadcast, onNews: noNews })
  return (
    <div className={styles.console}>
      <dl className={styles.figures} aria-label={t('console.figures')}>
        <div className={styles.figure}>
          <dt>{t('console.viewers')}</dt>
          <dd>{line.counts.viewers}</dd>
        </div>
        <div className={styles.figure}>
          <dt>{t('console.likes')}</dt>
          <dd>{line.counts.likes}</dd>
        </div>
      </dl>
      <div className={styles.chat}>
        <ConsoleChat line={line} />
      </div>
    </div>
  )
}
