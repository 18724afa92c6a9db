import clsx from 'clsx'
import { useId, type InputHTMLAttributes, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#app/kernel/forms.ts'
import { Icon } from './icon.tsx'
import styles from './field.module.css'

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string
  name: string
  hint?: ReactNode
  /** Text keys, as a form's reply carries them. */
  errors?: readonly string[] | null
}

/** One line to fill in: its name above, what is wrong with it below, read out together. */
export function Field({ label, hint, errors, className, ...input }: FieldProps) {
  const id = useId()
  const wrong = errors !== undefined && errors !== null && errors.length > 0
  return (
    <div className={clsx(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        className={clsx(styles.input, wrong && styles.wrong)}
        aria-invalid={wrong || undefined}
        aria-describedby={clsx(wrong && `${id}-error`, hint && `${id}-hint`) || undefined}
        {...input}
      />
      {wrong ? <FieldErrors id={`${id}-error`} errors={errors} /> : null}
      {hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  )
}

/** What is wrong with a field, or with a whole form; nothing where all is well. */
export function FieldErrors({ id, errors }: { id?: string; errors: readonly string[] | null | undefined }) {
  const { t } = useTranslation()
  if (!errors || errors.length === 0) return null
  return (
    <div id={id} role="alert" className={styles.errors}>
      {errors.map((error) => (
        <p key={error} className={styles.error}>
          <Icon name="alert" size="small" />
          <span>{errorText(t, error)}</span>
        </p>
      ))}
    </div>
  )
}
