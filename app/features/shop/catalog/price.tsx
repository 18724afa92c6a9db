import clsx from 'clsx'
import { formatFenShort } from '#app/kernel/money.ts'
import styles from './price.module.css'

/** ¥ small, the figure large, what it is for beside it. Amounts in fen. */
export function Price({ fen, unit, className }: { fen: number; unit: string; className?: string }) {
  const [yuan, rest] = formatFenShort(fen).split('.')
  return (
    <span className={clsx(styles.price, className)}>
      ¥<span className={styles.yuan}>{yuan}</span>
      {rest === undefined ? '' : `.${rest}`}
      <span className={styles.unit}>{unit}</span>
    </span>
  )
}
