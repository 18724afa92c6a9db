import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '#app/ui/icon.tsx'
import styles from './fact.module.css'

/** One plain fact beside its sign: where, or when. */
export function Fact({
  icon,
  className,
  children,
}: {
  icon: IconName
  className?: string
  children: ReactNode
}) {
  return (
    <p className={clsx(styles.fact, className)}>
      <Icon name={icon} size="small" />
      {children}
    </p>
  )
}
