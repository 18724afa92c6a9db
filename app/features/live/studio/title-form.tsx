import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Field, FieldErrors } from '#app/ui/field.tsx'
import { Phrases } from '#app/ui/phrases.tsx'
import styles from './title-form.module.css'

/** What a refused form sends back. */
export interface TitleReply {
  initialValue?: Record<string, unknown> | null
  error?: Record<string, string[] | null> | null
}

/** What this broadcast is called, and a line to change it: a plain form that unfolds, with and without scripts. */
export function TitleForm({ title, reply }: { title: string; reply: TitleReply | undefined }) {
  const { t } = useTranslation('studio')
  const saving = useNavigation().state === 'submitting'
  const typed = reply?.initialValue?.['title']
  return (
    <section className={styles.title}>
      <p className={styles.label}>{t('golive.named')}</p>
      {/* A saved name closes the form: another key, another element. */}
      <details key={title} className={styles.details} open={reply?.error ? true : undefined}>
        <summary className={styles.row}>
          <h2 className={styles.name}>
            <Phrases text={title} />
          </h2>
          <span className={styles.change}>
            <span aria-hidden="true">{t('golive.change')}</span>
            <span className="visually-hidden">{t('golive.changeName')}</span>
          </span>
        </summary>
        <Form method="post" className={styles.form} replace preventScrollReset>
          <Field
            label={t('golive.nameField')}
            name="title"
            defaultValue={typeof typed === 'string' ? typed : title}
            maxLength={60}
            required
            autoComplete="off"
            enterKeyHint="done"
            hint={t('golive.nameHint')}
            errors={reply?.error?.['title']}
          />
          <FieldErrors errors={reply?.error?.['']} />
          <Button type="submit" look="sea" disabled={saving}>
            {t('golive.save')}
          </Button>
        </Form>
      </details>
    </section>
  )
}
