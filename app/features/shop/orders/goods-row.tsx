import type { ReactNode } from 'react'
import styles from './goods-row.module.css'

/** One kind of goods: its picture, its name, and what there is to say of it. */
export function GoodsRow({
  picture,
  title,
  end,
  children,
}: {
  picture: string | null
  title: ReactNode
  /** What stands at the end of the row, as its price. */
  end?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className={styles.row}>
      <span className={styles.picture}>{picture ? <img src={picture} alt="" loading="lazy" /> : null}</span>
      <div className={styles.words}>
        <b className={styles.title}>{title}</b>
        {children ? <div className={styles.about}>{children}</div> : null}
      </div>
      {end ? <span className={styles.end}>{end}</span> : null}
    </div>
  )
}
