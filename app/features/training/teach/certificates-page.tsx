import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { longestSearch } from '#app/features/union/index.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { NavRow } from '#app/ui/nav-row.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { dayOfIssue } from '../certificate-number.ts'
import type { Words } from '../courses.ts'
import { useWords } from '../use-words.ts'
import { certificatesAt, type FindCertificatesForm } from './certificate-search.ts'
import type { GovernedCertificate } from './governed-certificates.server.ts'
import { SelectField } from './select-field.tsx'
import './teach-texts.ts'
import styles from './teach.module.css'

/** Certificates, found by their number, by whoever holds them or by their course. */
export function CertificatesPage({
  asked,
  courses,
  certificates,
  earlier,
  reply,
}: {
  asked: FindCertificatesForm
  courses: { slug: string; title: Words }[]
  certificates: GovernedCertificate[]
  /** Where the next page begins. */
  earlier: string | null
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('teach')
  const words = useWords()
  return (
    <PlainPage title={t('certificates.title')} back={{ to: '/teach', words: t('home.back') }}>
      {/* Posted: what is typed may be a whole phone number, and then stands in no address. */}
      <Form
        key={certificatesAt(asked)}
        method="post"
        action="/teach/certificates"
        className={styles.search}
        role="search"
      >
        <ReplyField
          reply={reply}
          first={asked.find}
          name="find"
          label={t('certificates.search')}
          hint={t('certificates.searchHint')}
          autoComplete="off"
          enterKeyHint="search"
          maxLength={longestSearch}
        />
        <SelectField
          name="course"
          label={t('certificates.course')}
          chosen={typedIn(reply, 'course') ?? asked.course}
        >
          <option value="">{t('certificates.all')}</option>
          {courses.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {words(title)}
            </option>
          ))}
        </SelectField>
        <Button type="submit">{t('certificates.find')}</Button>
      </Form>
      <Section title={t('certificates.list')}>
        {certificates.length === 0 ? (
          <PageState level="h2" title={t('certificates.none')}>
            {t('certificates.noneHint')}
          </PageState>
        ) : (
          <Rows certificates={certificates} />
        )}
        {earlier === null ? null : (
          <ButtonLink to={certificatesAt({ ...asked, before: earlier })} look="soft">
            {t('certificates.more')}
          </ButtonLink>
        )}
      </Section>
    </PlainPage>
  )
}

function Rows({ certificates }: { certificates: GovernedCertificate[] }) {
  const { t } = useTranslation('teach')
  const { language } = usePreferences()
  const words = useWords()
  return (
    <ul className={styles.list}>
      {certificates.map(({ number, holder, course, issuedAt, revoked }) => (
        <li key={number}>
          <NavRow
            to={`/teach/certificates/${number}`}
            title={`${holder} · ${words(course)}`}
            hint={[
              number,
              dayOfIssue(issuedAt, language),
              t(revoked === null ? 'certificates.holds' : 'certificates.revoked'),
            ].join(' · ')}
          />
        </li>
      ))}
    </ul>
  )
}
