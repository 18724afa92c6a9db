import { Form, useFetcher, useNavigation } from '@remix-run/react'
import { useEffect, useRef, useState, type ComponentType, type FormHTMLAttributes } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Field, FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import type { DemoPerson } from './demo-people.ts'
import styles from './sign-in-form.module.css'

/** What /sign-in answers: something to mend, a code on its way, or that she is signed in. */
export type SignInReply =
  FormReply | { sent: { phone: string; demoCode: string | null } } | { signedIn: true } | undefined

type FormElement = ComponentType<FormHTMLAttributes<HTMLFormElement> & { method?: 'post' }>

interface StepsProps {
  reply: SignInReply
  busy: boolean
  back: string
  stay?: boolean
  demoPeople: readonly DemoPerson[]
  FormElement: FormElement
  onAnotherPhone?: () => void
}

/** Signing in over a page that stays as it is, with its picture, its sound and what she typed. */
export function SignInForm({
  back,
  onSignedIn,
  demoPeople = [],
}: {
  back: string
  onSignedIn: () => void
  demoPeople?: readonly DemoPerson[]
}) {
  const fetcher = useFetcher<Exclude<SignInReply, undefined>>()
  const [forgotten, setForgotten] = useState<unknown>(null)
  const told = useRef(onSignedIn)
  told.current = onSignedIn
  const reply = fetcher.data === forgotten ? undefined : fetcher.data
  const isIn = reply !== undefined && 'signedIn' in reply
  useEffect(() => {
    if (isIn) told.current()
  }, [isIn])
  const Stay: FormElement = fetcher.Form as FormElement
  return (
    <Steps
      reply={reply}
      busy={fetcher.state !== 'idle'}
      back={back}
      stay
      demoPeople={demoPeople}
      FormElement={Stay}
      onAnotherPhone={() => setForgotten(fetcher.data)}
    />
  )
}

/** The same two steps as a page of their own, also without scripts. */
export function SignInSteps({
  reply,
  back,
  demoPeople,
}: {
  reply: SignInReply
  back: string
  demoPeople: readonly DemoPerson[]
}) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Steps reply={reply} busy={busy} back={back} demoPeople={demoPeople} FormElement={Form as FormElement} />
  )
}

function Steps(props: StepsProps) {
  const { reply } = props
  const atCode = codeStepOf(reply)
  return atCode === null ? <PhoneStep {...props} /> : <CodeStep {...props} {...atCode} />
}

/** At the second step once a code was sent, and as long as what she typed there is refused. */
function codeStepOf(reply: SignInReply): { phone: string; demoCode: string | null } | null {
  if (reply === undefined || 'signedIn' in reply) return null
  if ('sent' in reply) return reply.sent
  const phone = typedIn(reply, 'phone')
  return typedIn(reply, 'step') === 'code' && phone !== undefined ? { phone, demoCode: null } : null
}

function refusalOf(reply: SignInReply): FormReply | undefined {
  return reply === undefined || 'sent' in reply || 'signedIn' in reply ? undefined : reply
}

function PhoneStep({ reply, busy, back, stay, demoPeople, FormElement }: StepsProps) {
  const { t } = useTranslation('identity')
  const refused = refusalOf(reply)
  return (
    <FormElement method="post" action={addressOf(back, stay)} className={styles.form}>
      <Kept step="phone" back={back} stay={stay} />
      <p className={styles.hint}>{t('signIn.hint')}</p>
      <FieldErrors errors={errorsOf(refused)} />
      <Field
        key={typedIn(refused, 'phone')}
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel-national"
        enterKeyHint="next"
        label={t('signIn.phone')}
        hint={t('signIn.phoneHint')}
        defaultValue={typedIn(refused, 'phone')}
        errors={errorsOf(refused, 'phone')}
        data-first=""
        required
      />
      <Button type="submit" look="main" disabled={busy}>
        {t(busy ? 'signIn.sending' : 'signIn.send')}
      </Button>
      {demoPeople.length > 0 ? (
        <fieldset className={styles.people}>
          <legend>{t('signIn.demoPeople')}</legend>
          {demoPeople.map(({ name, phone }) => (
            <Button
              key={phone}
              look="soft"
              onClick={({ currentTarget }) => {
                const field = currentTarget.form?.elements.namedItem('phone')
                if (field instanceof HTMLInputElement) field.value = phone
              }}
            >
              {name}
            </Button>
          ))}
        </fieldset>
      ) : null}
    </FormElement>
  )
}

function CodeStep({
  reply,
  busy,
  back,
  stay,
  FormElement,
  phone,
  demoCode,
  onAnotherPhone,
}: StepsProps & { phone: string; demoCode: string | null }) {
  const { t } = useTranslation('identity')
  const refused = refusalOf(reply)
  return (
    <div className={styles.steps}>
      <FormElement method="post" action={addressOf(back, stay)} className={styles.form}>
        <Kept step="code" back={back} stay={stay} />
        <input type="hidden" name="phone" value={phone} />
        <p role="status">{t('signIn.sentTo', { phone })}</p>
        {demoCode === null ? null : <p className={styles.demo}>{t('signIn.demoCode', { code: demoCode })}</p>}
        <FieldErrors errors={errorsOf(refused)} />
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
        <Button type="submit" look="main" disabled={busy}>
          {t(busy ? 'signIn.entering' : 'signIn.enter')}
        </Button>
      </FormElement>
      <FormElement method="post" action={addressOf(back, stay)} className={styles.again}>
        <Kept step="phone" back={back} stay={stay} />
        <input type="hidden" name="phone" value={phone} />
        <Button type="submit" look="line" disabled={busy}>
          {t('signIn.again')}
        </Button>
        <p className={styles.hint}>{t('signIn.againHint')}</p>
      </FormElement>
      {onAnotherPhone === undefined ? (
        <p>
          <a href={addressOf(back)}>{t('signIn.other')}</a>
        </p>
      ) : (
        <Button look="quiet" onClick={onAnotherPhone}>
          {t('signIn.other')}
        </Button>
      )}
    </div>
  )
}

/** The page that answers is the one that was asked: its address keeps where she came from. */
function addressOf(back: string, stay?: boolean): string {
  return stay ? '/sign-in' : `/sign-in?${new URLSearchParams({ back }).toString()}`
}

function Kept({ step, back, stay }: { step: 'phone' | 'code'; back: string; stay?: boolean }) {
  return (
    <>
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="back" value={back} />
      {stay ? <input type="hidden" name="stay" value="1" /> : null}
    </>
  )
}
