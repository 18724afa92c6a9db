import { formatFenShort } from '#app/kernel/money.ts'
import styles from './price.module.css'

/** ¥ small, the figure large, what it is for beside it. Amounts in fen. */
export function Price({ fen, unit }: { fen: number; unit: string }) {
  const [yuan, rest] = formatFenShort(fen).split('.')
  return (
    <span className={styles.price}>
      <span className={styles.sign}>¥</span>
      <span className={styles.yuan}>{yuan}</span>
      {rest === undefined ? null : <span className={styles.rest}>{`.${rest}`}</span>}
      <span className={styles.unit}>{unit}</span>
    </span>
  )
}
