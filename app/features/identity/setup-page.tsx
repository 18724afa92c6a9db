import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { PageState } from '#app/ui/page-state.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { Again, CodeField, CodeSent } from './code-step.tsx'
import type { SetupReply } from './setup.ts'
import type { SentCode } from './sign-in.ts'
import styles from './sign-in-form.module.css'

/** Name and phone of whoever holds the link; then the code, where one can be sent. */
export function SetupSteps({ reply, sendsCode }: { reply: SetupReply; sendsCode: boolean }) {
  if (reply !== undefined && 'sent' in reply) return <CodeStep sent={reply.sent} name={reply.name} />
  const [phone, name] = [typedIn(reply, 'phone'), typedIn(reply, 'name')]
  if (typedIn(reply, 'step') === 'code' && phone !== undefined && name !== undefined) {
    return <CodeStep sent={{ phone, demoCode: null, resendAfter: 0 }} name={name} refused={reply} />
  }
  return <PersonStep refused={reply} sendsCode={sendsCode} />
}

function PersonStep({ refused, sendsCode }: { refused: FormReply | undefined; sendsCode: boolean }) {
  const { t } = useTranslation('identity')
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="step" value="person" />
      <p>{t('setup.hint')}</p>
      <FieldErrors errors={errorsOf(refused)} />
      <ReplyField reply={refused} name="name" label={t('setup.name')} autoComplete="name" required />
      <ReplyField
        reply={refused}
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel-national"
        label={t('signIn.phone')}
        hint={sendsCode ? t('setup.proofHint') : t('signIn.phoneHint')}
        required
      />
      <Button type="submit" look="main" disabled={busy}>
        {t(sendsCode ? 'signIn.send' : 'setup.submit')}
      </Button>
    </Form>
  )
}

function CodeStep({ sent, name, refused }: { sent: SentCode; name: string; refused?: FormReply }) {
  const { t } = useTranslation('identity')
  const busy = useNavigation().state !== 'idle'
  return (
    <div className={styles.steps}>
      <Form method="post" className={styles.form}>
        <Kept step="code" name={name} phone={sent.phone} />
        <CodeSent sent={sent} />
        <FieldErrors errors={errorsOf(refused) ?? errorsOf(refused, 'name')} />
        <CodeField sent={sent} refused={refused} />
        <Button type="submit" look="main" disabled={busy}>
          {t('setup.submit')}
        </Button>
      </Form>
      <Form method="post" className={styles.again}>
        <Kept step="person" name={name} phone={sent.phone} />
        <Again sent={sent} busy={busy} />
      </Form>
    </div>
  )
}

function Kept({ step, name, phone }: { step: 'person' | 'code'; name: string; phone: string }) {
  return (
    <>
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="phone" value={phone} />
    </>
  )
}

/** The link was used, or never was one. */
export function SetupClosed() {
  const { t } = useTranslation('identity')
  return (
    <PageState
      icon="alert"
      level="h2"
      title={t('setup.used')}
      action={
        <ButtonLink to="/sign-in" look="main">
          {t('signIn.title')}
        </ButtonLink>
      }
    >
      {t('setup.usedHint')}
    </PageState>
  )
}
