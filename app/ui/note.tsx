import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import styles from './note.module.css'

/** What came of it, where she pressed: read out when it appears. */
export function Note({ look = 'done', children }: { look?: 'done' | 'wrong'; children: ReactNode }) {
  return (
    <p role={look === 'wrong' ? 'alert' : 'status'} className={clsx(styles.note, styles[look])}>
      <Icon name={look === 'wrong' ? 'alert' : 'check'} size="small" />
      <span>{children}</span>
    </p>
  )
}
