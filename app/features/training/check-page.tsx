import { Form } from '@remix-run/react'
import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { dayOfIssue } from './certificate-number.ts'
import type { CheckedCertificate } from './certificates.server.ts'
import { useWords } from './use-words.ts'
import './learn-texts.ts'
import styles from './check-page.module.css'

/** Where anybody types the number of a certificate. */
export function AskCheckPage() {
  const { t } = useTranslation('learn')
  return (
    <PlainPage title={t('check.title')} back={{ to: '/learn', words: t('course.back') }}>
      <Form method="get" className={styles.form}>
        <p>{t('check.hint')}</p>
        <Field
          name="number"
          label={t('check.number')}
          placeholder={t('check.placeholder')}
          autoComplete="off"
          autoCapitalize="characters"
          maxLength={40}
          required
        />
        <Button type="submit" look="main">
          {t('check.check')}
        </Button>
      </Form>
    </PlainPage>
  )
}

/** Whether a certificate is genuine: what its number says, and of its holder only how her name begins. */
export function CheckPage({
  number,
  found,
}: {
  /** As it was asked for. */
  number: string
  found: CheckedCertificate | null
}) {
  const { t } = useTranslation('learn')
  const look = found === null ? 'unknown' : found.revoked ? 'revoked' : 'valid'
  return (
    <PlainPage title={t('check.title')} back={{ to: '/certificate', words: t('check.another') }}>
      <section className={styles.answer}>
        <p className={clsx(styles.verdict, styles[look])}>
          <Icon name={look === 'valid' ? 'check' : 'alert'} />
          <span>{t(`check.${look}`)}</span>
        </p>
        {found === null ? (
          <>
            <p className={styles.number}>{number}</p>
            <p>{t('check.unknownHint')}</p>
          </>
        ) : (
          <Facts found={found} />
        )}
      </section>
    </PlainPage>
  )
}

function Facts({ found }: { found: CheckedCertificate }) {
  const { t } = useTranslation('learn')
  const { language } = usePreferences()
  const words = useWords()
  const facts = [
    { name: t('check.number'), words: found.number },
    { name: t('check.holder'), words: found.holder },
    { name: t('check.course'), words: words(found.course) },
    { name: t('check.day'), words: dayOfIssue(found.issuedAt, language) },
    { name: t('check.issuer'), words: t('certificate.issuer') },
  ]
  return (
    <dl className={styles.facts}>
      {facts.map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd>{fact.words}</dd>
        </div>
      ))}
    </dl>
  )
}
