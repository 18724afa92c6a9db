import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './page-state.module.css'

/** A page, or a part of it, that has nothing to show yet: what is the matter, and the next step. */
export function PageState({
  icon,
  art,
  title,
  level: Heading = 'h1',
  children,
  action,
}: {
  icon?: IconName
  /** A drawing's address, shown round. */
  art?: string
  title: string
  level?: 'h1' | 'h2'
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={styles.state}>
      {art ? <img src={art} alt="" width="160" height="160" className={styles.art} /> : null}
      {icon ? (
        <span className={styles.icon}>
          <Icon name={icon} size="large" />
        </span>
      ) : null}
      <Heading className={styles.title}>{title}</Heading>
      {children ? <p className={styles.words}>{children}</p> : null}
      {action}
    </div>
  )
}
