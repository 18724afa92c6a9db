import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import './directory-texts.ts'
import { ErasureWords } from './erasure-words.tsx'
import styles from './directory.module.css'

/** She is asked twice: first with what goes and what stays, then for her name. */
export function EraseMyselfPage({ isSure, reply }: { isSure: boolean; reply: FormReply | undefined }) {
  const { t } = useTranslation('directory')
  return (
    <PlainPage
      title={t(isSure ? 'erase.sure' : 'erase.ask')}
      back={{ to: '/me/union/data', words: t('erase.back') }}
    >
      <FieldErrors errors={errorsOf(reply)} />
      {isSure ? (
        <Confirm reply={reply} />
      ) : (
        <>
          <ErasureWords />
          <div className={styles.buttons}>
            <ButtonLink to="/me/union/data" look="sea">
              {t('erase.back')}
            </ButtonLink>
            <ButtonLink to="?do=erase-now" look="line">
              {t('erase.goOn')}
            </ButtonLink>
          </div>
        </>
      )}
    </PlainPage>
  )
}

function Confirm({ reply }: { reply: FormReply | undefined }) {
  const { t } = useTranslation('directory')
  const busy = useNavigation().state !== 'idle'
  return (
    <>
      <p className={styles.warning}>{t('erase.sureHint')}</p>
      <Form method="post" className={styles.form}>
        <ReplyField
          reply={reply}
          name="name"
          label={t('erase.name', { name: t('erase.nameOwn') })}
          autoComplete="off"
          maxLength={100}
          required
        />
        <div className={styles.buttons}>
          <Button type="submit" look="main" disabled={busy}>
            {t('erase.buttonOwn')}
          </Button>
        </div>
      </Form>
    </>
  )
}
