import clsx from 'clsx'
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryView } from '../timeline/timeline.ts'
import { ChatLine } from './chat-line.tsx'
import { PendingLine } from './pending-line.tsx'
import type { RoomLine } from './room-line.ts'
import styles from './chat-log.module.css'

/** What is said in the room, newest at the bottom. It stays where she has scrolled to, and says how much came since. */
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
  const logRef = useRef<HTMLDivElement>(null)
  const { entries, pending } = line
  const { newer, toEnd } = useFollowing(logRef, entries, pending.length)
  const empty = line.status === 'open' && entries.length === 0 && pending.length === 0
  return (
    <div className={clsx(styles.chat, className)}>
      <div
        ref={logRef}
        role="log"
        aria-label={t('title')}
        // Whoever has no wheel and no finger scrolls it by the arrow keys.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
        tabIndex={0}
        className={styles.log}
      >
        {empty ? <p className={styles.empty}>{t('empty')}</p> : null}
        <ul className={styles.lines}>
          {entries.map((entry) => (
            <ChatLine key={entry.seq} entry={entry} />
          ))}
          {pending.map((message) => (
            <PendingLine key={message.key} message={message} line={line} onEdit={onEdit} />
          ))}
        </ul>
      </div>
      {newer > 0 ? (
        <button type="button" className={styles.newer} onClick={toEnd}>
          {t('newer', { number: newer })}
        </button>
      ) : null}
    </div>
  )
}

/** How near to the end still counts as reading the newest, in pixels. */
const atEndWithin = 48

/** Keeps the newest in view, unless she has scrolled up: then it counts what has come since. */
function useFollowing(
  logRef: RefObject<HTMLDivElement>,
  entries: readonly EntryView[],
  pending: number,
): { newer: number; toEnd: () => void } {
  /** The newest that she has seen; null while she follows. */
  const [seenTo, setSeenTo] = useState<number | null>(null)
  const newest = entries.at(-1)?.seq ?? 0
  const newestRef = useRef(newest)
  newestRef.current = newest
  const follows = useRef(true)
  useEffect(() => {
    const log = logRef.current
    if (log === null) return
    const onScroll = () => {
      follows.current = log.scrollHeight - log.scrollTop - log.clientHeight < atEndWithin
      setSeenTo((before) => (follows.current ? null : (before ?? newestRef.current)))
    }
    const toEnd = () => {
      if (follows.current) log.scrollTop = log.scrollHeight
    }
    // The keyboard, or a phone that is turned, changes the height.
    const sizes = new ResizeObserver(toEnd)
    sizes.observe(log)
    log.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      sizes.disconnect()
      log.removeEventListener('scroll', onScroll)
    }
  }, [logRef])
  useLayoutEffect(() => {
    const log = logRef.current
    if (log && follows.current) log.scrollTop = log.scrollHeight
  }, [logRef, newest, pending])
  return {
    newer: seenTo === null ? 0 : entries.filter(({ seq }) => seq > seenTo).length,
    toEnd: () => {
      const log = logRef.current
      if (log === null) return
      log.scrollTop = log.scrollHeight
      log.focus({ preventScroll: true })
    },
  }
}
