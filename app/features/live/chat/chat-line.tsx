import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { EntryView } from '../timeline/timeline.ts'
import styles from './chat-line.module.css'

/** One thing that was said or that happened, as a line of the chat. */
export function ChatLine({ entry }: { entry: EntryView }) {
  if (entry.kind === 'chat') return <Said entry={entry} />
  if (entry.kind === 'removal') return null
  return (
    <li className={clsx(styles.line, styles.notice)}>
      <NoticeWords entry={entry} />
    </li>
  )
}

function Said({ entry: { by, text } }: { entry: Extract<EntryView, { kind: 'chat' }> }) {
  const { t } = useTranslation('chat')
  return (
    <li className={clsx(styles.line, styles[by.role])}>
      {by.role === 'viewer' ? (
        <span className={styles.name}>{by.name}</span>
      ) : (
        <>
          <span className={styles.role}>{t(`roles.${by.role}`)}</span>
          <span className="visually-hidden">{by.name}</span>
        </>
      )}
      <span>{text}</span>
    </li>
  )
}

/** What a notice says: in somebody's own words, or of what has changed. */
export function NoticeWords({ entry }: { entry: Exclude<EntryView, { kind: 'chat' | 'removal' }> }) {
  const { t } = useTranslation('chat')
  if (entry.kind === 'end') return <>{t('notices.end')}</>
  return <>{'text' in entry.body ? entry.body.text : t(`notices.${entry.body.code}`)}</>
}
