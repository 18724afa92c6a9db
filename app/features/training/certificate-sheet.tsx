import { useTranslation } from 'react-i18next'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Tag } from '#app/ui/tag.tsx'
import { dayOfIssue } from './certificate-number.ts'
import type { OwnCertificate } from './certificates.server.ts'
import { useWords } from './use-words.ts'
import './learn-texts.ts'
import styles from './certificate-sheet.module.css'

/** The certificate as it hangs on a wall: whose, for what, its number, and the code by which anybody checks it. */
export function CertificateSheet({
  certificate,
  demo,
}: {
  certificate: OwnCertificate & { qr: string }
  demo: boolean
}) {
  const { t } = useTranslation('learn')
  const { language } = usePreferences()
  const words = useWords()
  const { number, holderName, course, issuedAt, qr } = certificate
  return (
    <section className={styles.sheet} aria-label={t('certificate.title')}>
      <p className={styles.title}>{t('certificate.title')}</p>
      <p className={styles.name}>{t('certificate.to', { name: holderName })}</p>
      <p className={styles.said}>{t('certificate.of', { course: words(course) })}</p>
      <div className={styles.foot}>
        <dl className={styles.facts}>
          <div>
            <dt>{t('certificate.number')}</dt>
            <dd className={styles.number}>{number}</dd>
          </div>
          <div>
            <dt>{t('certificate.day')}</dt>
            <dd>{dayOfIssue(issuedAt, language)}</dd>
          </div>
        </dl>
        <figure className={styles.code}>
          <img src={qr} alt={t('certificate.qr')} width="112" height="112" />
          <figcaption>{t('certificate.qr')}</figcaption>
        </figure>
      </div>
      <p className={styles.issuer}>{t('certificate.issuer')}</p>
      {demo ? (
        <p>
          <Tag look="warn">{t('certificate.demo')}</Tag>
        </p>
      ) : null}
    </section>
  )
}
