import clsx from 'clsx'
import type { ReactNode } from 'react'
import styles from './tag.module.css'

/** live: coral, with its dot · soft: a quiet fact · warn: something is amiss · veil: over a picture. */
export function Tag({
  look = 'soft',
  children,
}: {
  look?: 'live' | 'soft' | 'warn' | 'veil'
  children: ReactNode
}) {
  return <span className={clsx(styles.tag, styles[look])}>{children}</span>
}
