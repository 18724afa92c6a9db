import { Form, useNavigation } from '@remix-run/react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { rollFields, type RollField } from './column-words.ts'
import type { ColumnsView, ImportView } from './roll-view.ts'
import './roll-texts.ts'
import styles from './roll.module.css'

/** Which column is what: guessed, and changed by hand where the guess is wrong. */
export function ColumnsPart({
  roll,
  view,
  reply,
}: {
  roll: ImportView
  view: ColumnsView
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('roll')
  const busy = useNavigation().state === 'submitting'
  return (
    <section className={styles.form}>
      <h2>{t('columns.title')}</h2>
      <p>{t('columns.lead', { rows: roll.rows })}</p>
      <Form method="post" className={styles.form}>
        <FieldErrors errors={errorsOf(reply, 'columns.name')} />
        <div className={styles.columns}>
          {rollFields.map((field) => (
            <ColumnChoice key={field} field={field} view={view} typed={typedColumn(reply, field)} />
          ))}
        </div>
        <div className={styles.buttons}>
          <Button type="submit" look="main" name="deed" value="compare" disabled={busy}>
            {t('columns.goOn')}
          </Button>
        </div>
      </Form>
      <Form method="post">
        <Button type="submit" look="quiet" name="deed" value="discard" disabled={busy}>
          {t('preview.discard')}
        </Button>
      </Form>
    </section>
  )
}

function typedColumn(reply: FormReply | undefined, field: RollField): string | undefined {
  const columns = reply?.initialValue?.['columns']
  if (typeof columns !== 'object' || columns === null) return undefined
  const typed = (columns as Record<string, unknown>)[field]
  return typeof typed === 'string' ? typed : ''
}

function ColumnChoice({
  field,
  view,
  typed,
}: {
  field: RollField
  view: ColumnsView
  typed: string | undefined
}) {
  const { t } = useTranslation('roll')
  const id = useId()
  const { headings, columns, samples } = view
  const guessed = columns[field]
  const sample = guessed === undefined ? [] : (samples[guessed] ?? [])
  return (
    <div className={styles.stack}>
      <label htmlFor={id} className={styles.label}>
        {t(`field.${field}`)}
      </label>
      <select
        id={id}
        name={`columns.${field}`}
        defaultValue={typed ?? (guessed === undefined ? '' : String(guessed))}
        aria-describedby={sample.length > 0 ? `${id}-sample` : undefined}
        className={styles.select}
      >
        <option value="">{t('columns.none')}</option>
        {headings.map((heading, column) => (
          <option key={column} value={column}>
            {[heading || t('columns.column', { number: column + 1 }), samples[column]?.[0]]
              .filter(Boolean)
              .join(' · ')}
          </option>
        ))}
      </select>
      {sample.length > 0 ? (
        <p id={`${id}-sample`} className={styles.hint}>
          {t('columns.sample', { values: sample.join(t('preview.comma')) })}
        </p>
      ) : null}
    </div>
  )
}
