import { useId, type ReactNode } from 'react'
import styles from './teach.module.css'

/** One of a list, with its name above. */
export function SelectField({
  name,
  label,
  chosen,
  children,
}: {
  name: string
  label: string
  chosen?: string | undefined
  children: ReactNode
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select id={id} name={name} defaultValue={chosen} className={styles.select}>
        {children}
      </select>
    </div>
  )
}
