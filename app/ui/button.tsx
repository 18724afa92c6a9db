import { Link } from '@remix-run/react'
import clsx from 'clsx'
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './button.module.css'

/**
 * main: coral, the one thing to press, once a screen · sea: the rest · line, soft, quiet: ever quieter · veil: over a
 * picture.
 */
export type ButtonLook = 'main' | 'sea' | 'line' | 'soft' | 'quiet' | 'veil'

interface Looks {
  look?: ButtonLook
  icon?: IconName
  /** Only the icon shows; the words are its name. */
  round?: boolean
  children: ReactNode
}

function Inside({ icon, round, children }: Omit<Looks, 'look'>) {
  return (
    <>
      {icon ? <Icon name={icon} /> : null}
      <span className={round ? 'visually-hidden' : undefined}>{children}</span>
    </>
  )
}

function classOf(look: ButtonLook, round?: boolean, className?: string): string {
  return clsx(styles.button, styles[look], round && styles.round, className)
}

export function Button({
  look = 'sea',
  icon,
  round,
  children,
  className,
  type = 'button',
  ...rest
}: Looks & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type={type} className={classOf(look, round, className)} {...rest}>
      <Inside icon={icon} round={round}>
        {children}
      </Inside>
    </button>
  )
}

export function ButtonLink({
  look = 'sea',
  icon,
  round,
  children,
  className,
  to,
  reloadDocument,
}: Looks & {
  to: string
  className?: string
  /** Past the router: it leads to a page that is none of the application's. */
  reloadDocument?: boolean
}) {
  return (
    <Link to={to} reloadDocument={reloadDocument} className={classOf(look, round, className)}>
      <Inside icon={icon} round={round}>
        {children}
      </Inside>
    </Link>
  )
}
