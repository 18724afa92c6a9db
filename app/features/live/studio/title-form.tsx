import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Field, FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { Phrases } from '#app/ui/phrases.tsx'
import './texts.ts'
import styles from './title-form.module.css'

/** What this broadcast is called, and a line to change it: a plain form that unfolds, with and without scripts. */
export function TitleForm({ title, reply }: { title: string; reply: FormReply | undefined }) {
  const { t } = useTranslation('studio')
  const saving = useNavigation().state === 'submitting'
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
            defaultValue={typedIn(reply, 'title') ?? title}
            maxLength={60}
            required
            autoComplete="off"
            enterKeyHint="done"
            hint={t('golive.nameHint')}
            errors={errorsOf(reply, 'title')}
          />
          <FieldErrors errors={errorsOf(reply)} />
          <Button type="submit" look="sea" disabled={saving}>
            {t('golive.save')}
          </Button>
        </Form>
      </details>
    </section>
  )
}
