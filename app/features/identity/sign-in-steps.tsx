import type { ComponentType, FormHTMLAttributes } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { CodeField, CodeSent, Again } from './code-step.tsx'
import type { DemoPerson } from './demo-people.ts'
import type { SentCode } from './sign-in.ts'
import styles from './sign-in-form.module.css'

interface StepProps {
  refused: FormReply | undefined
  sending: string | null
  back: string
  stay?: boolean
  FormElement: ComponentType<FormHTMLAttributes<HTMLFormElement> & { method?: 'post' }>
}

export function PhoneStep({
  demoPeople,
  ...step
}: StepProps & {
  demoPeople: readonly DemoPerson[]
}) {
  const { t } = useTranslation('identity')
  const { refused, sending, back, stay, FormElement } = step
  const busy = sending === 'phone'
  return (
    <div className={styles.steps}>
      <FormElement method="post" action={addressOf(back, stay)} className={styles.form}>
        <Kept step="phone" back={back} stay={stay} />
        <p className={styles.hint}>{t('signIn.hint')}</p>
        <FieldErrors errors={errorsOf(refused)} />
        <ReplyField
          key={typedIn(refused, 'phone')}
          reply={refused}
          name="phone"
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          enterKeyHint="next"
          label={t('signIn.phone')}
          hint={t('signIn.phoneHint')}
          data-first=""
          required
        />
        <Button type="submit" look="main" disabled={busy}>
          {t(busy ? 'signIn.sending' : 'signIn.send')}
        </Button>
      </FormElement>
      {demoPeople.length > 0 ? <DemoPeople people={demoPeople} {...step} /> : null}
    </div>
  )
}

/** One press sends the code: a form each, so that it needs no scripts. */
function DemoPeople({
  people,
  back,
  stay,
  sending,
  FormElement,
}: StepProps & { people: readonly DemoPerson[] }) {
  const { t } = useTranslation('identity')
  return (
    <section className={styles.demoPeople} aria-labelledby="demo-people">
      <h2 id="demo-people" className={styles.demoTitle}>
        {t('signIn.demoPeople')}
      </h2>
      <div className={styles.people}>
        {people.map(({ name, phone }) => (
          <FormElement key={phone} method="post" action={addressOf(back, stay)}>
            <Kept step="phone" back={back} stay={stay} />
            <input type="hidden" name="phone" value={phone} />
            <Button type="submit" look="soft" disabled={sending !== null}>
              {name}
            </Button>
          </FormElement>
        ))}
      </div>
    </section>
  )
}

export function CodeStep({
  refused,
  sending,
  back,
  stay,
  FormElement,
  sent,
  onAnotherPhone,
}: StepProps & { sent: SentCode; onAnotherPhone?: () => void }) {
  const { t } = useTranslation('identity')
  // What is on its way when this step appears is the form before it.
  const busy = sending === 'code'
  return (
    <div className={styles.steps}>
      <FormElement method="post" action={addressOf(back, stay)} className={styles.form}>
        <Kept step="code" back={back} stay={stay} />
        <input type="hidden" name="phone" value={sent.phone} />
        <CodeSent sent={sent} />
        <FieldErrors errors={errorsOf(refused)} />
        <CodeField sent={sent} refused={refused} />
        <Button type="submit" look="main" disabled={busy}>
          {t(busy ? 'signIn.entering' : 'signIn.enter')}
        </Button>
      </FormElement>
      <FormElement method="post" action={addressOf(back, stay)} className={styles.again}>
        <Kept step="phone" back={back} stay={stay} />
        <input type="hidden" name="phone" value={sent.phone} />
        <Again sent={sent} busy={sending !== null} />
      </FormElement>
      {onAnotherPhone === undefined ? (
        <p>
          <a href={addressOf(back)} className={styles.other}>
            {t('signIn.other')}
          </a>
        </p>
      ) : (
        <Button look="quiet" onClick={onAnotherPhone} className={styles.other}>
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
