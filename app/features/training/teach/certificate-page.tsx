import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { dayOfIssue } from '../certificate-number.ts'
import { useWords } from '../use-words.ts'
import type { GovernedCertificate } from './governed-certificates.server.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

/** One certificate, and the form that takes it back. */
export function GovernedCertificatePage({
  certificate,
  reply,
}: {
  certificate: GovernedCertificate
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('teach')
  const { language } = usePreferences()
  const words = useWords()
  const { number, holder, course, issuedAt, revoked } = certificate
  const facts = [
    { name: t('certificates.holder'), words: holder },
    { name: t('certificates.ofCourse'), words: words(course) },
    { name: t('certificates.day'), words: dayOfIssue(issuedAt, language) },
    ...(revoked === null
      ? []
      : [
          { name: t('certificates.revokedOn'), words: dayOfIssue(revoked.at, language) },
          { name: t('certificates.reason'), words: revoked.reason },
        ]),
  ]
  return (
    <PlainPage title={number} back={{ to: '/teach/certificates', words: t('certificates.back') }}>
      <p>
        <Tag look={revoked === null ? 'soft' : 'warn'}>
          {t(revoked === null ? 'certificates.holds' : 'certificates.revoked')}
        </Tag>
      </p>
      <dl className={styles.facts}>
        {facts.map((fact) => (
          <div key={fact.name}>
            <dt>{fact.name}</dt>
            <dd>{fact.words}</dd>
          </div>
        ))}
      </dl>
      {revoked === null ? (
        <Revoke certificate={certificate} reply={reply} />
      ) : (
        <p className={styles.hint}>
          {t(revoked.mayAskAgain ? 'certificates.mayAsk' : 'certificates.mayNotAsk')}
        </p>
      )}
    </PlainPage>
  )
}

function Revoke({ certificate, reply }: { certificate: GovernedCertificate; reply: FormReply | undefined }) {
  const { t } = useTranslation('teach')
  const busy = useNavigation().formMethod === 'POST'
  return (
    <Section title={t('certificates.revoke')}>
      <Form method="post" className={styles.form}>
        <p>{t('certificates.revokeHint')}</p>
        {certificate.opensDoor ? <p>{t('certificates.revokeDoor')}</p> : null}
        <ReplyField name="reason" label={t('certificates.why')} reply={reply} maxLength={200} required />
        <label className={styles.check}>
          <input
            type="checkbox"
            name="mayAskAgain"
            defaultChecked={typedIn(reply, 'mayAskAgain') === 'on'}
            className={styles.tick}
          />
          <span>{t('certificates.mayAskAgain')}</span>
        </label>
        <FieldErrors errors={errorsOf(reply)} />
        <Button type="submit" look="main" disabled={busy}>
          {t('certificates.sure')}
        </Button>
      </Form>
    </Section>
  )
}
