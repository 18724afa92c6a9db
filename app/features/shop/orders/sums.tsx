import styles from './sums.module.css'

export interface Sum {
  words: string
  amount: string
  /** What it comes to, the line before which it is drawn. */
  total?: boolean
}

/** What an order costs, line by line, and what it comes to. */
export function Sums({ sums }: { sums: readonly Sum[] }) {
  return (
    <dl className={styles.sums}>
      {sums.map(({ words, amount, total }) => (
        <div key={words} className={total ? styles.total : styles.line}>
          <dt>{words}</dt>
          <dd>{amount}</dd>
        </div>
      ))}
    </dl>
  )
}
