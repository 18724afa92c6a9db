import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf } from '#app/ui/form-reply.ts'
import { Icon } from '#app/ui/icon.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { useWords } from '../use-words.ts'
import { CourseFacts } from './course-facts.tsx'
import { CourseOutline } from './course-outline.tsx'
import { DeedForm, refusedIn, type CourseReply } from './deed-form.tsx'
import { KeptLessons } from './kept-lessons.tsx'
import { lacksOf, type Lack, type TaughtCourse } from './outline.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

export interface TaughtPageProps {
  course: TaughtCourse
  /** Of the next part and lesson: sent twice, it is one. */
  newKey: string
  /** May say whether its certificate opens the door. */
  governs: boolean
  reply: CourseReply
}

/** One course as it is written: whether it is published, what is missing, its parts and lessons. */
export function CoursePage(props: TaughtPageProps) {
  const { t } = useTranslation('teach')
  const words = useWords()
  const { course } = props
  return (
    <PlainPage title={words(course.title)} back={{ to: '/teach/courses', words: t('courses.back') }}>
      <KeptLessons course={course} />
      {course.isDraft ? <DraftState {...props} /> : <PublishedState {...props} />}
      <Section title={t('course.outline')}>
        <CourseOutline {...props} />
      </Section>
      {course.isDraft ? (
        <>
          <Section title={t('course.facts')}>
            <CourseFacts {...props} />
          </Section>
          <DropDraft reply={props.reply} />
        </>
      ) : null}
    </PlainPage>
  )
}

function DraftState({ course, reply }: TaughtPageProps) {
  const { t } = useTranslation('teach')
  const { number, publishedNumber, slug } = course
  const lacks = lacksOf(course)
  return (
    <section className={styles.state} aria-label={t('course.draft', { number })}>
      <b>{t('course.draft', { number })}</b>
      <p>
        {publishedNumber === null
          ? t('course.draftHint')
          : t('course.draftOver', { number: publishedNumber })}
      </p>
      {lacks.length === 0 ? (
        <>
          <p className={styles.ready}>
            <Icon name="check" size="small" />
            <span>{t('course.publishReady')}</span>
          </p>
          <DeedForm deed="publish">
            <Button type="submit" look="main">
              {t('course.publish')}
            </Button>
          </DeedForm>
        </>
      ) : (
        <Lacks lacks={lacks} slug={slug} />
      )}
      <FieldErrors errors={errorsOf(refusedIn(reply, 'publish'))} />
      <ButtonLink to={`/teach/courses/${slug}/preview`} look="line">
        {t('course.preview')}
      </ButtonLink>
    </section>
  )
}

/** What is missing, each with the way to it. */
function Lacks({ lacks, slug }: { lacks: Lack[]; slug: string }) {
  const { t } = useTranslation('teach')
  const words = useWords()
  return (
    <>
      <p>{t('course.lacks')}</p>
      <ul className={styles.lacks}>
        {lacks.map((lack, index) => (
          <li key={index}>
            {lack.kind === 'no-lesson' ? (
              t('lacks.no-lesson')
            ) : (
              <a
                href={
                  lack.kind === 'empty-module'
                    ? `#part-${lack.module}`
                    : `/teach/courses/${slug}/${lack.lesson}`
                }
              >
                {t(`lacks.${lack.kind}`, { title: words(lack.title) })}
              </a>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function PublishedState({ course, reply }: TaughtPageProps) {
  const { t } = useTranslation('teach')
  return (
    <section className={styles.state} aria-label={t('course.published', { number: course.number })}>
      <b>{t('course.published', { number: course.number })}</b>
      <p>{t('course.publishedHint')}</p>
      <DeedForm deed="new-draft">
        <Button type="submit" look="main">
          {t('course.newDraft')}
        </Button>
      </DeedForm>
      <FieldErrors errors={errorsOf(refusedIn(reply, 'new-draft'))} />
      <ButtonLink to={`/learn/${course.slug}`} look="line">
        {t('course.look')}
      </ButtonLink>
    </section>
  )
}

function DropDraft({ reply }: { reply: CourseReply }) {
  const { t } = useTranslation('teach')
  return (
    <details className={styles.folded}>
      <summary>{t('course.drop')}</summary>
      <DeedForm deed="drop-draft">
        <p>{t('course.dropHint')}</p>
        <FieldErrors errors={errorsOf(refusedIn(reply, 'drop-draft'))} />
        <Button type="submit" look="line">
          {t('course.dropSure')}
        </Button>
      </DeedForm>
    </details>
  )
}
