import { useTranslation } from 'react-i18next'
import { ChatScroll } from './chat-scroll.tsx'
import { PendingLine } from './pending-line.tsx'
import type { RoomLine } from './room-line.ts'
import styles from './chat-log.module.css'

/** What is said in the room, and what she has said that does not stand there yet. */
export function ChatLog({
  line,
  onEdit,
  className,
}: {
  line: RoomLine
  /** She wants to write this anew. */
  onEdit: (text: string) => void
  className?: string
}) {
  const { t } = useTranslation('chat')
  const { entries, pending } = line
  const empty = line.status === 'open' && entries.length === 0 && pending.length === 0
  return (
    <ChatScroll
      entries={entries}
      changes={pending}
      className={className}
      empty={empty ? <p className={styles.empty}>{t('empty')}</p> : null}
      after={pending.map((message) => (
        <PendingLine key={message.key} message={message} line={line} onEdit={onEdit} />
      ))}
    />
  )
}
