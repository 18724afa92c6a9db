import type { ReactNode } from 'react'
import styles from './surface.module.css'

/** A part of a page that belongs together, under its heading. */
export function Surface({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className={styles.surface}>
      {title ? <h2 className={styles.heading}>{title}</h2> : null}
      {children}
    </section>
  )
}
