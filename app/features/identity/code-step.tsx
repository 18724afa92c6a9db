import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import type { SentCode } from './sign-in.ts'
import styles from './sign-in-form.module.css'

/** Where the code went; in the demo also the code itself. */
export function CodeSent({ sent }: { sent: SentCode }) {
  const { t } = useTranslation('identity')
  return (
    <>
      <p role="status">{t('signIn.sentTo', { phone: inGroups(sent.phone) })}</p>
      {sent.demoCode === null ? null : (
        <p className={styles.demo}>{t('signIn.demoCode', { code: sent.demoCode })}</p>
      )}
    </>
  )
}

/** Six digits, which a phone fills in from the message. A fresh code and a refused one bring her back to it. */
export function CodeField({ sent, refused }: { sent: SentCode; refused: FormReply | undefined }) {
  const { t } = useTranslation('identity')
  const placeRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const field = placeRef.current?.querySelector('input')
    field?.focus()
    if (refused !== undefined) field?.select()
  }, [sent, refused])
  return (
    <div ref={placeRef}>
      <Field
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        enterKeyHint="done"
        maxLength={12}
        className={styles.code}
        label={t('signIn.code')}
        hint={t('signIn.codeHint')}
        defaultValue={typedIn(refused, 'code')}
        errors={errorsOf(refused, 'code')}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- she has just asked for it, and it is all there is to do
        autoFocus
        required
      />
    </div>
  )
}

/** Asking for another code, once the minute is over; without scripts too early is answered kindly. */
export function Again({ sent, busy }: { sent: SentCode; busy: boolean }) {
  const { t } = useTranslation('identity')
  const seconds = useWait(sent)
  return (
    <>
      <Button type="submit" look="line" disabled={busy || seconds > 0}>
        {t('signIn.again')}
      </Button>
      <p className={styles.hint}>
        {t('signIn.againHint')}
        {seconds > 0 ? <span data-countdown="">{t('signIn.againIn', { seconds })}</span> : null}
      </p>
    </>
  )
}

/** The seconds until another code may be asked for. */
function useWait(sent: SentCode): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const until = Date.now() + sent.resendAfter * 1000
    const look = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)))
    look()
    const timer = setInterval(look, 500)
    return () => clearInterval(timer)
  }, [sent])
  return left
}

function inGroups(phone: string): string {
  return phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')
}
