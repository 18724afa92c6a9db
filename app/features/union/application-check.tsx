import { Form, Link, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import type { ApplicationStep, ApplicationView } from './applications.ts'
import './union-texts.ts'
import styles from './union.module.css'

/** All that she filled in, each with a way to change it, and the button that sends it. */
export function ApplicationCheck({
  application,
  reply,
}: {
  application: ApplicationView
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('union')
  const busy = useNavigation().state !== 'idle'
  const canChange = application.status === 'draft' || application.status === 'returned'
  return (
    <>
      {application.status === 'returned' ? (
        <p className={styles.reason}>{t('home.reason', { reason: application.reason ?? '' })}</p>
      ) : null}
      <dl className={styles.facts}>
        {useFacts(application).map(({ step, name, value }) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>
              <span>{value ?? t('apply.empty')}</span>
              {canChange ? (
                <Link to={`?step=${step}&change`} aria-label={`${t('apply.change')}: ${name}`}>
                  {t('apply.change')}
                </Link>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      <FieldErrors errors={errorsOf(reply) ?? errorsOf(reply, 'organisation')} />
      {canChange ? (
        <Form method="post">
          <Button type="submit" name="step" value="send" look="main" disabled={busy} className={styles.wide}>
            {t('apply.send')}
          </Button>
        </Form>
      ) : null}
    </>
  )
}

function useFacts(said: ApplicationView): { step: ApplicationStep; name: string; value: string | null }[] {
  const { t } = useTranslation('union')
  return [
    { step: 'name', name: t('apply.nameLabel'), value: said.name },
    { step: 'name', name: t('apply.phoneLabel'), value: said.phone },
    { step: 'about', name: t('apply.sexLabel'), value: said.sex && t(`sex.${said.sex}`) },
    { step: 'about', name: t('apply.birthLegend'), value: said.birthMonth },
    { step: 'work', name: t('apply.tradeLabel'), value: said.trade && t(`trade.${said.trade}`) },
    {
      step: 'work',
      name: t('apply.employmentLabel'),
      value: said.employment && t(`employment.${said.employment}`),
    },
    { step: 'place', name: t('apply.place'), value: said.organisation?.name ?? null },
    {
      step: 'identity',
      name: t('apply.identity'),
      value: said.identityEnding && `**************${said.identityEnding}`,
    },
  ]
}
