import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './banner.module.css'

/** One sentence across the page. It is read out when it appears. */
export function Banner({
  look,
  icon,
  children,
}: {
  look: 'warn' | 'note'
  icon?: IconName
  children: ReactNode
}) {
  return (
    <div role="status" className={clsx(styles.banner, styles[look])}>
      {icon ? <Icon name={icon} size="small" /> : null}
      <span>{children}</span>
    </div>
  )
}
