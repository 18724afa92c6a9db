import type { ReactNode } from 'react'
import styles from './warning.module.css'

/** What she is to see before she goes on, and what she can do about it. alert: she is asked · status: she is told. */
export function Warning({ role, children }: { role: 'alert' | 'status'; children: ReactNode }) {
  return (
    <div role={role} className={styles.warning}>
      {children}
    </div>
  )
}
