import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import { Field, FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { ApplicationCheck } from './application-check.tsx'
import { applicationSteps, type ApplicationStep, type ApplicationView } from './applications.ts'
import { employments, sexes, trades } from './choices.ts'
import { PlacePicker } from './place-picker.tsx'
import type { Places } from './places.ts'
import './union-texts.ts'
import styles from './union.module.css'

export interface ApplyView {
  step: ApplicationStep
  application: ApplicationView
  /** Only at the step that asks for it. */
  places: Places | null
  /** She came back from the last step to change one thing. */
  isChange: boolean
  reply: FormReply | undefined
}

/** One short form a step; what she sent is kept, also where she stops here. */
export function ApplyPage(view: ApplyView) {
  const { t } = useTranslation('union')
  const { step } = view
  const place = applicationSteps.indexOf(step)
  return (
    <PlainPage title={t(`apply.${step}`)} back={{ to: '/me/union', words: t('apply.back') }}>
      <p className={styles.hint}>{t('apply.step', { step: place + 1, steps: applicationSteps.length })}</p>
      <Step {...view} />
      {place === 0 || step === 'check' || view.isChange ? null : (
        <ButtonLink to={`?step=${applicationSteps[place - 1]}`} look="quiet">
          {t('apply.previous')}
        </ButtonLink>
      )}
    </PlainPage>
  )
}

function Step(view: ApplyView) {
  switch (view.step) {
    case 'name':
      return <NameStep {...view} />
    case 'about':
      return <AboutStep {...view} />
    case 'work':
      return <WorkStep {...view} />
    case 'place':
      return <PlaceStep {...view} />
    case 'identity':
      return <IdentityStep {...view} />
    case 'check':
      return <ApplicationCheck application={view.application} reply={view.reply} />
  }
}

function StepForm({ view, next, children }: { view: ApplyView; next?: string; children: ReactNode }) {
  const { t } = useTranslation('union')
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="step" value={view.step} />
      {children}
      <FieldErrors errors={errorsOf(view.reply)} />
      <Button type="submit" look="main" disabled={busy}>
        {view.isChange ? t('apply.save') : (next ?? t('apply.next'))}
      </Button>
    </Form>
  )
}

function NameStep(view: ApplyView) {
  const { t } = useTranslation('union')
  const { application, reply } = view
  return (
    <StepForm view={view}>
      <ReplyField
        reply={reply}
        first={application.name ?? undefined}
        name="name"
        label={t('apply.nameLabel')}
        hint={t('apply.nameHint')}
        autoComplete="name"
        required
      />
      <ReplyField
        reply={reply}
        first={application.phone ?? undefined}
        name="phone"
        label={t('apply.phoneLabel')}
        hint={t('apply.phoneHint')}
        inputMode="tel"
        autoComplete="tel"
        required
      />
    </StepForm>
  )
}

function AboutStep(view: ApplyView) {
  const { t } = useTranslation('union')
  const { application, reply } = view
  const [year, month] = application.birthMonth?.split('-') ?? []
  const sex = sexes.find((one) => one === (typedIn(reply, 'sex') ?? application.sex))
  return (
    <StepForm view={view}>
      <div>
        <Choices name="sex" legend={t('apply.sexLabel')} options={sexes} chosen={sex}>
          {(option) => t(`sex.${option}`)}
        </Choices>
        <FieldErrors errors={errorsOf(reply, 'sex')} />
      </div>
      <fieldset className={styles.plain}>
        <legend className={styles.legend}>{t('apply.birthLegend')}</legend>
        <div className={styles.pair}>
          <ReplyField
            reply={reply}
            first={year}
            name="year"
            label={t('apply.year')}
            inputMode="numeric"
            maxLength={4}
            required
          />
          <ReplyField
            reply={reply}
            first={month === undefined ? undefined : String(Number(month))}
            name="month"
            label={t('apply.month')}
            inputMode="numeric"
            maxLength={2}
            required
          />
        </div>
        <FieldErrors errors={errorsOf(reply, 'birthMonth')} />
      </fieldset>
    </StepForm>
  )
}

function WorkStep(view: ApplyView) {
  const { t } = useTranslation('union')
  const { application, reply } = view
  const trade = trades.find((one) => one === (typedIn(reply, 'trade') ?? application.trade))
  const employment = employments.find(
    (one) => one === (typedIn(reply, 'employment') ?? application.employment ?? 'none'),
  )
  return (
    <StepForm view={view}>
      <div>
        <Choices name="trade" legend={t('apply.tradeLabel')} options={trades} chosen={trade}>
          {(option) => t(`trade.${option}`)}
        </Choices>
        <FieldErrors errors={errorsOf(reply, 'trade')} />
      </div>
      <Choices
        name="employment"
        legend={t('apply.employmentLabel')}
        options={employments}
        chosen={employment}
      >
        {(option) => t(`employment.${option}`)}
      </Choices>
    </StepForm>
  )
}

function PlaceStep({ application, places, reply, step }: ApplyView) {
  const { t } = useTranslation('union')
  const chosen = application.organisation
  return (
    <>
      {chosen === null ? null : (
        <div className={styles.place}>
          <b>{t('apply.chosen', { name: chosen.name })}</b>
          <ButtonLink to="?step=identity" look="main">
            {t('apply.next')}
          </ButtonLink>
        </div>
      )}
      {places === null ? null : (
        <PlacePicker places={places} step={step} query={{ step }} choose={t('apply.choose')} reply={reply} />
      )}
      <Form method="post" className={styles.form}>
        <input type="hidden" name="step" value="code" />
        <Field
          name="code"
          label={t('apply.byCode')}
          hint={t('apply.codeHint')}
          defaultValue={typedIn(reply, 'code')}
          errors={errorsOf(reply, 'code')}
          autoCapitalize="characters"
          autoComplete="off"
        />
        <Button type="submit" look="line">
          {t('apply.useCode')}
        </Button>
      </Form>
    </>
  )
}

function IdentityStep(view: ApplyView) {
  const { t } = useTranslation('union')
  const { application, reply } = view
  const ending = application.identityEnding
  return (
    <StepForm view={view}>
      <p className={styles.hint}>{t('apply.identityHint')}</p>
      <ReplyField
        reply={reply}
        name="identityNumber"
        label={t('apply.identityLabel')}
        hint={ending === null ? undefined : t('apply.identityKept', { ending })}
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={24}
      />
    </StepForm>
  )
}
