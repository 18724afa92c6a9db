import clsx from 'clsx'
import type { ReactNode } from 'react'
import { formatFenShort } from '#app/kernel/money.ts'
import { useWorth } from './use-worth.ts'
import styles from './paper-ticket.module.css'

/** What the stall hands you: the amount on the stub, torn off from what it is good for and what there is to do. */
export function PaperTicket({
  amountFen,
  thresholdFen,
  faded = false,
  title,
  action,
  children,
}: {
  amountFen: number
  thresholdFen: number
  /** It is good for nothing more. */
  faded?: boolean
  /** What it is worth, unless there is something more urgent to say. */
  title?: string
  action?: ReactNode
  children?: ReactNode
}) {
  const worth = useWorth()({ amountFen, thresholdFen })
  return (
    <article className={clsx(styles.ticket, faded && styles.faded)} aria-label={worth}>
      <p className={styles.stub} aria-hidden>
        <span className={styles.sign}>¥</span>
        {formatFenShort(amountFen)}
      </p>
      <div className={styles.face}>
        <div className={styles.words}>
          <p className={styles.title}>{title ?? worth}</p>
          {children}
        </div>
        {action}
      </div>
    </article>
  )
}
