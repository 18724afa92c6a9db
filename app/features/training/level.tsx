import styles from './level.module.css'

/** How full: decoration beside the words that say it. `of` may be 0. */
export function Level({ done, of }: { done: number; of: number }) {
  const width = of === 0 ? 0 : Math.min(100, Math.round((done / of) * 100))
  return (
    <span className={styles.level} aria-hidden="true">
      <span className={styles.filled} style={{ width: `${width}%` }} />
    </span>
  )
}
