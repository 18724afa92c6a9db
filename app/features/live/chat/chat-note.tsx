import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { RoomLine } from './room-line.ts'
import { silenceEnd } from './silence.ts'
import styles from './chat-note.module.css'

/** What she should know before she speaks: that the line is lost, that she is muted, what the room asks of all. */
export function ChatNote({ line, className }: { line: RoomLine; className?: string }) {
  const words = useNote(line)
  return (
    <div role="status" className={clsx(styles.note, className)}>
      {words.map((word) => (
        <p key={word}>{word}</p>
      ))}
    </div>
  )
}

function useNote({ status, standing, rules }: RoomLine): string[] {
  const { t } = useTranslation('chat')
  if (status === 'lost') return [t('line.lost')]
  if (standing.silencedUntil !== null) {
    const said = standing.silencedUntil === 'forever' ? 'blocked' : 'muted'
    const why = standing.silencedWhy
    const words = t(`silenced.${said}`, { until: silenceEnd(standing) })
    return why === null ? [words] : [words, t('silenced.why', { why })]
  }
  if (standing.moderates) return []
  const asked: string[] = []
  if (rules.followersOnly && !standing.follows) asked.push(t('rules.followersOnly'))
  if (rules.slowSeconds > 0) asked.push(t('rules.slow', { seconds: rules.slowSeconds }))
  return asked
}
