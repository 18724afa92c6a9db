import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import type { OwnCertificate } from './certificates.server.ts'
import { CertificateSheet } from './certificate-sheet.tsx'
import { missingLessons, needsClass, nextLesson, type CourseView } from './courses.ts'
import { LessonList } from './lesson-list.tsx'
import { useWords } from './use-words.ts'
import './learn-texts.ts'
import styles from './certificate-page.module.css'

interface CertificatePageProps {
  course: CourseView
  certificate: (OwnCertificate & { qr: string }) | null
  reply: FormReply | undefined
}

/** Her certificate of a course; or the form that asks for it, or what is missing until then. */
export function CertificatePage({ course, certificate, reply }: CertificatePageProps) {
  const { t } = useTranslation('learn')
  const words = useWords()
  return (
    <PlainPage
      title={t('certificate.title')}
      back={{ to: `/learn/${course.slug}`, words: words(course.title) }}
    >
      {certificate === null ? (
        missingLessons(course).length > 0 || needsClass(course) || !course.enrolled ? (
          <Missing course={course} />
        ) : (
          <Ask reply={reply} />
        )
      ) : certificate.revoked ? (
        <PageState icon="alert" level="h2" title={t('certificate.revoked')}>
          {t('certificate.revokedHint')}
        </PageState>
      ) : (
        <Held certificate={certificate} demo={course.demo} />
      )}
    </PlainPage>
  )
}

function Held({ certificate, demo }: { certificate: OwnCertificate & { qr: string }; demo: boolean }) {
  const { t } = useTranslation('learn')
  return (
    <>
      <CertificateSheet certificate={certificate} demo={demo} />
      {certificate.opensDoor ? (
        <section className={styles.door}>
          <h2>{t('certificate.doorOpen')}</h2>
          <p>{t('certificate.doorOpenHint')}</p>
          <ButtonLink to="/studio" look="main" icon="camera">
            {t('certificate.goLive')}
          </ButtonLink>
        </section>
      ) : null}
      <ButtonLink to={`/certificate/${certificate.number}/pdf`} look="line" icon="paper" reloadDocument>
        {t('certificate.pdf')}
      </ButtonLink>
    </>
  )
}

function Ask({ reply }: { reply: FormReply | undefined }) {
  const { t } = useTranslation('learn')
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={styles.ask}>
      <h2>{t('certificate.askTitle')}</h2>
      <FieldErrors errors={errorsOf(reply)} />
      <ReplyField
        reply={reply}
        name="name"
        label={t('certificate.name')}
        hint={t('certificate.askHint')}
        autoComplete="name"
        maxLength={40}
        required
      />
      <Button type="submit" look="main" disabled={busy}>
        {t('certificate.ask')}
      </Button>
    </Form>
  )
}

function Missing({ course }: { course: CourseView }) {
  const { t } = useTranslation('learn')
  const words = useWords()
  const missing = missingLessons(course)
  const next = nextLesson(course)
  return (
    <section className={styles.missing}>
      <h2>{missing.length > 0 ? t('course.missing', { number: missing.length }) : t('course.comeTitle')}</h2>
      {missing.length > 0 ? (
        <p className="muted">{t('course.missingHint', { percent: course.passPercent })}</p>
      ) : null}
      {needsClass(course) ? <p className="muted">{t('course.comeHint')}</p> : null}
      <LessonList slug={course.slug} lessons={missing} linked={course.enrolled} />
      {next && course.enrolled ? (
        <ButtonLink to={`/learn/${course.slug}/${next.key}`} look="main" className={styles.goOn}>
          {t('course.goOn', { lesson: words(next.title) })}
        </ButtonLink>
      ) : course.enrolled ? (
        <ButtonLink to="/events" look="main">
          {t('course.toEvents')}
        </ButtonLink>
      ) : (
        <ButtonLink to={`/learn/${course.slug}`} look="main">
          {t('home.lookAt')}
        </ButtonLink>
      )}
    </section>
  )
}
