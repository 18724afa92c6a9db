import { Form, Link, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { useWords } from '../use-words.ts'
import { KindFields } from './course-fields.tsx'
import type { TaughtCard } from './outline.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

/** All courses as lecturers have them, and a form for another. */
export function CoursesPage({
  courses,
  newKey,
  reply,
}: {
  courses: TaughtCard[]
  /** Of the next course: sent twice, it is one. */
  newKey: string
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('teach')
  return (
    <PlainPage title={t('courses.title')} back={{ to: '/teach', words: t('home.back') }}>
      {courses.length === 0 ? (
        <PageState level="h2" title={t('courses.none')}>
          {t('courses.noneHint')}
        </PageState>
      ) : (
        <ul className={styles.list}>
          {courses.map((course) => (
            <li key={course.slug}>
              <CourseRow course={course} />
            </li>
          ))}
        </ul>
      )}
      <Section title={t('courses.new')}>
        <NewCourse key={newKey} newKey={newKey} reply={reply} />
      </Section>
    </PlainPage>
  )
}

function CourseRow({ course }: { course: TaughtCard }) {
  const { t } = useTranslation('teach')
  const words = useWords()
  const { slug, cover, isDraft, publishedNumber: number, learners } = course
  const state =
    number === null
      ? t('courses.draft')
      : t(isDraft ? 'courses.publishedAndDraft' : 'courses.published', { number })
  return (
    <Link to={`/teach/courses/${slug}`} className={styles.course}>
      <img src={`/art/${cover}.svg`} alt="" width="96" height="72" loading="lazy" />
      <span className={styles.words}>
        <b>{words(course.title)}</b>
        <span className={styles.hint}>{`${state} · ${t('courses.learners', { number: learners })}`}</span>
      </span>
    </Link>
  )
}

function NewCourse({ newKey, reply }: { newKey: string; reply: FormReply | undefined }) {
  const { t } = useTranslation('teach')
  const busy = useNavigation().formMethod === 'POST'
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="key" value={newKey} />
      <ReplyField name="titleZh" label={t('courses.titleZh')} reply={reply} maxLength={60} required />
      <ReplyField
        name="titleEn"
        label={t('courses.titleEn')}
        hint={t('courses.titleEnHint')}
        reply={reply}
        maxLength={60}
      />
      <KindFields reply={reply} family="live" cover="cover-course-live" />
      <ReplyField
        name="slug"
        label={t('courses.slug')}
        hint={t('courses.slugHint')}
        reply={reply}
        maxLength={60}
        autoCapitalize="none"
        autoComplete="off"
      />
      <FieldErrors errors={errorsOf(reply)} />
      <Button type="submit" look="main" disabled={busy}>
        {t('courses.create')}
      </Button>
    </Form>
  )
}
