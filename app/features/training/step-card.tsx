import { useTranslation } from 'react-i18next'
import { allLessons, type CourseView, type LessonLine } from './courses.ts'
import { Level } from './level.tsx'
import type { NextStep } from './next-step.ts'
import { formatPosition } from './film-time.ts'
import { useWords } from './use-words.ts'
import './learn-texts.ts'
import styles from './step-card.module.css'

/** The lesson (or course) that is next, with how far she is. */
export function StepCard({ step }: { step: Extract<NextStep, { course: CourseView }> }) {
  const words = useWords()
  const { course } = step
  return (
    <div className={styles.card}>
      <img src={`/art/${course.cover}.svg`} alt="" width="128" height="96" className={styles.picture} />
      <div className={styles.words}>
        <b>{words('lesson' in step ? step.lesson.title : course.title)}</b>
        {'lesson' in step ? <Standing course={course} lesson={step.lesson} /> : <Whole course={course} />}
      </div>
    </div>
  )
}

function Standing({ course, lesson }: { course: CourseView; lesson: LessonLine }) {
  const { t } = useTranslation('learn')
  const { seconds, position, key } = lesson
  if (seconds > 0 && position > 0)
    return (
      <>
        <Level done={position} of={seconds} />
        <small>
          {t('home.watched', { position: formatPosition(position), length: formatPosition(seconds) })}
        </small>
      </>
    )
  const place = allLessons(course).findIndex((one) => one.key === key) + 1
  return (
    <>
      <Level done={course.done} of={course.lessons} />
      <small>{t('home.place', { place, of: course.lessons })}</small>
    </>
  )
}

function Whole({ course }: { course: CourseView }) {
  const { t } = useTranslation('learn')
  if (course.enrolled)
    return (
      <>
        <Level done={course.done} of={course.lessons} />
        <small>{t('course.done', { done: course.done, of: course.lessons })}</small>
      </>
    )
  return (
    <small>
      {`${t('course.lessons', { number: course.lessons })} · ${t('course.minutes', { number: course.minutes })}`}
    </small>
  )
}
