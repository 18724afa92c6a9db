import { useId, type ReactNode } from 'react'
import styles from './directory.module.css'

/** A list to choose from, with none as its first. */
export function SelectField({
  name,
  label,
  chosen,
  none,
  children,
}: {
  name: string
  label: string
  chosen: string | null
  none?: string
  children: ReactNode
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select id={id} name={name} defaultValue={chosen ?? ''} className={styles.select}>
        {none === undefined ? null : <option value="">{none}</option>}
        {children}
      </select>
    </div>
  )
}
