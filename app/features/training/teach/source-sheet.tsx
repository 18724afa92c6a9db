import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import type { SourceAttributes } from './editor-schema.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

interface SourceSheetProps {
  open: boolean
  /** The source that is selected in the text. */
  chosen: SourceAttributes | null
  onClose: () => void
  onPut: (source: SourceAttributes) => void
}

/** What a claim stands on: a law, a standard, a book. */
export function SourceSheet(props: SourceSheetProps) {
  const { t } = useTranslation('teach')
  return (
    <Sheet open={props.open} onClose={props.onClose} title={t('editor.sourceTitle')}>
      <SourceForm {...props} />
    </Sheet>
  )
}

function SourceForm({ chosen, onPut }: SourceSheetProps) {
  const { t } = useTranslation('teach')
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const words = (name: string) => {
      const value = form.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    onPut({
      ...{ title: words('title'), issuer: words('issuer'), year: Number(words('year')) },
      article: words('article') || null,
    })
  }
  const line = { maxLength: 200, autoComplete: 'off' }
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <Field {...line} name="title" label={t('editor.sourceName')} defaultValue={chosen?.title} required />
      <Field
        {...line}
        name="issuer"
        label={t('editor.sourceIssuer')}
        defaultValue={chosen?.issuer}
        required
      />
      <Field
        name="year"
        label={t('editor.sourceYear')}
        defaultValue={chosen?.year}
        type="number"
        min={1900}
        max={2200}
        required
      />
      <Field
        {...line}
        name="article"
        label={t('editor.sourceArticle')}
        defaultValue={chosen?.article ?? undefined}
      />
      <Button type="submit">{t('editor.put')}</Button>
    </form>
  )
}
