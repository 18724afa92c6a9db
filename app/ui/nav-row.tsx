import { Link } from '@remix-run/react'
import { Icon } from './icon.tsx'
import styles from './nav-row.module.css'

/** A row that leads on: where to, and in a few words what is there. */
export function NavRow({ to, title, hint }: { to: string; title: string; hint?: string }) {
  return (
    <Link to={to} className={styles.row}>
      <span className={styles.words}>
        <b>{title}</b>
        {hint ? <span className={styles.hint}>{hint}</span> : null}
      </span>
      <Icon name="right" size="small" />
    </Link>
  )
}
