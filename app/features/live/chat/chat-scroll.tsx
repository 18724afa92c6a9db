import clsx from 'clsx'
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryView } from '../timeline/timeline.ts'
import { ChatLine } from './chat-line.tsx'
import styles from './chat-log.module.css'

/** Lines of a chat, newest at the bottom. It stays where she has scrolled to, and says how much came since. */
export function ChatScroll({
  entries,
  after = null,
  changes,
  empty = null,
  spoken = true,
  renderLine = (entry) => <ChatLine key={entry.seq} entry={entry} />,
  className,
}: {
  entries: readonly EntryView[]
  /** What an entry looks like here, where not as viewers see it. */
  renderLine?: (entry: EntryView) => ReactNode
  /** Lines below the last entry. */
  after?: ReactNode
  /** Something else that makes it grow. */
  changes?: unknown
  /** What stands there where nothing has been said. */
  empty?: ReactNode
  /** Whether a screen reader says what comes in. */
  spoken?: boolean
  className?: string
}) {
  const { t } = useTranslation('chat')
  const logRef = useRef<HTMLDivElement>(null)
  const { newer, toEnd } = useFollowing(logRef, entries, changes)
  return (
    <div className={clsx(styles.chat, className)}>
      <div
        ref={logRef}
        role="log"
        aria-live={spoken ? 'polite' : 'off'}
        aria-label={t('title')}
        // Whoever has no wheel and no finger scrolls it by the arrow keys.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
        tabIndex={0}
        className={styles.log}
      >
        {empty}
        <ul className={styles.lines}>
          {entries.map(renderLine)}
          {after}
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
  changes: unknown,
): { newer: number; toEnd: () => void } {
  /** The newest that she has seen; null while she follows. */
  const [seenTo, setSeenTo] = useState<number | null>(null)
  const newest = entries.at(-1)?.seq ?? 0
  const newestRef = useRef(newest)
  const follows = useRef(true)
  useEffect(() => {
    newestRef.current = newest
    const log = logRef.current
    if (log && follows.current) log.scrollTop = log.scrollHeight
  }, [logRef, newest, changes])
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
