import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Note } from '#app/ui/note.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { missingLessons, needsClass, nextLesson, type CourseView } from './courses.ts'
import { LessonList } from './lesson-list.tsx'
import { Level } from './level.tsx'
import { useWords } from './use-words.ts'
import './learn-texts.ts'
import styles from './course-page.module.css'

/** A course: what it teaches, what she has done, what is missing for its certificate. */
export function CoursePage({
  course,
  stranger,
  moved,
}: {
  course: CourseView
  stranger: boolean
  /** She has just gone over to the newest version. */
  moved: boolean
}) {
  const { t } = useTranslation('learn')
  const words = useWords()
  return (
    <PlainPage title={words(course.title)} back={{ to: '/learn', words: t('course.back') }}>
      {moved ? <Note>{t('course.moved')}</Note> : null}
      <img src={`/art/${course.cover}.svg`} alt="" width="640" height="300" className={styles.cover} />
      <div className={styles.about}>
        <p>{words(course.summary)}</p>
        <p className={styles.facts}>
          {course.demo ? <Tag>{t('course.demo')}</Tag> : null}
          <span>
            {`${t('course.lessons', { number: course.lessons })} · ${t('course.minutes', { number: course.minutes })}`}
          </span>
        </p>
        {course.opensDoor && !course.certified ? <p>{t('course.opensDoor')}</p> : null}
      </div>
      {course.enrolled ? <Standing course={course} /> : <Begin stranger={stranger} />}
      {course.modules.map((part, index) => (
        <section key={index} className={styles.part}>
          <h2>{words(part.title)}</h2>
          <LessonList slug={course.slug} lessons={part.lessons} linked={course.enrolled} />
        </section>
      ))}
      {course.newer ? <Newer /> : null}
    </PlainPage>
  )
}

function Begin({ stranger }: { stranger: boolean }) {
  const { t } = useTranslation('learn')
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={styles.begin}>
      <Button type="submit" look="main" name="deed" value="enrol" disabled={busy}>
        {t(stranger ? 'course.signIn' : 'course.start')}
      </Button>
      <p className="muted small">{t('course.free')}</p>
    </Form>
  )
}

/** How far she is, and the one way on. */
function Standing({ course }: { course: CourseView }) {
  const { t } = useTranslation('learn')
  const words = useWords()
  const missing = missingLessons(course).length
  const next = nextLesson(course)
  const comes = next === null && needsClass(course) && !course.certified
  return (
    <section className={styles.standing} aria-label={t('course.progress')}>
      <p className={styles.missing}>
        <b>
          {course.certified
            ? t('course.certified')
            : missing === 0
              ? t(comes ? 'course.comeTitle' : 'certificate.askTitle')
              : t('course.missing', { number: missing })}
        </b>
        <span>{t('course.done', { done: course.done, of: course.lessons })}</span>
      </p>
      <Level done={course.done} of={course.lessons} />
      {missing > 0 && !course.certified ? (
        <p className="muted small">{t('course.missingHint', { percent: course.passPercent })}</p>
      ) : null}
      {next ? (
        <ButtonLink to={`/learn/${course.slug}/${next.key}`} look="main" className={styles.goOn}>
          {t('course.goOn', { lesson: words(next.title) })}
        </ButtonLink>
      ) : null}
      {course.needsAttendance && !course.certified ? (
        <p className="muted small">{t(course.attended ? 'course.came' : 'course.comeHint')}</p>
      ) : null}
      {comes ? (
        <ButtonLink to="/events" look="main" className={styles.goOn}>
          {t('course.toEvents')}
        </ButtonLink>
      ) : null}
      {(course.certified || next === null) && !comes ? (
        <ButtonLink to={`/learn/${course.slug}/certificate`} look={course.certified ? 'line' : 'main'}>
          {t(course.certified ? 'course.seeCertificate' : 'course.toCertificate')}
        </ButtonLink>
      ) : null}
    </section>
  )
}

function Newer() {
  const { t } = useTranslation('learn')
  const busy = useNavigation().state !== 'idle'
  return (
    <section className={styles.standing}>
      <h2 className={styles.newer}>{t('course.newer')}</h2>
      <p>{t('course.newerHint')}</p>
      <Form method="post">
        <Button type="submit" look="line" name="deed" value="move" disabled={busy}>
          {t('course.move')}
        </Button>
      </Form>
    </section>
  )
}
