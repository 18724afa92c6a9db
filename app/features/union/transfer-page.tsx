import { useTranslation } from 'react-i18next'
import { Form } from '@remix-run/react'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { PlacePicker } from './place-picker.tsx'
import type { Places } from './places.ts'
import './union-texts.ts'
import styles from './union.module.css'

/** Where she may go from her union: to another, when both agree, or out. */
export function TransferPage({
  places,
  isLeaving,
  reply,
}: {
  places: Places
  /** She pressed "leave", and is asked once more. */
  isLeaving: boolean
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('union')
  return (
    <PlainPage title={t('transfer.title')} back={{ to: '/me/union', words: t('title') }}>
      <p className={styles.hint}>{t('transfer.hint')}</p>
      <FieldErrors errors={errorsOf(reply)} />
      <PlacePicker places={places} step="ask" query={{}} choose={t('transfer.ask')} reply={reply} />
      <Section title={t('leave.title')}>
        <p className={styles.hint}>{t('leave.hint')}</p>
        <Form method={isLeaving ? 'post' : 'get'} preventScrollReset>
          <Button
            type="submit"
            name={isLeaving ? 'step' : 'leave'}
            value={isLeaving ? 'leave' : '1'}
            look="line"
          >
            {t(isLeaving ? 'leave.sure' : 'leave.button')}
          </Button>
        </Form>
      </Section>
    </PlainPage>
  )
}
