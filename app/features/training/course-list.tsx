import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Tag } from '#app/ui/tag.tsx'
import type { CourseCard } from './courses.ts'
import { Level } from './level.tsx'
import { useWords } from './use-words.ts'
import './learn-texts.ts'
import styles from './course-list.module.css'

/** All courses, each a surface to press: what it is, how long, how far she is. */
export function CourseList({ courses }: { courses: readonly CourseCard[] }) {
  return (
    <ul className={styles.list}>
      {courses.map((course) => (
        <li key={course.slug}>
          <Card course={course} />
        </li>
      ))}
    </ul>
  )
}

function Card({ course }: { course: CourseCard }) {
  const { t } = useTranslation('learn')
  const words = useWords()
  const { slug, cover, title, summary, lessons, done, minutes, enrolled, certified, demo } = course
  return (
    <Link to={`/learn/${slug}`} className={styles.card}>
      <img
        src={`/art/${cover}.svg`}
        alt=""
        width="390"
        height="200"
        loading="lazy"
        className={styles.picture}
      />
      <span className={styles.words}>
        <b>{words(title)}</b>
        <span className={styles.summary}>{words(summary)}</span>
        <span className={styles.facts}>
          {certified ? <Tag>{t('course.certified')}</Tag> : null}
          {demo ? <Tag>{t('course.demo')}</Tag> : null}
          <span>
            {enrolled
              ? t('course.done', { done, of: lessons })
              : `${t('course.lessons', { number: lessons })} · ${t('course.minutes', { number: minutes })}`}
          </span>
        </span>
        {enrolled && !certified ? <Level done={done} of={lessons} /> : null}
      </span>
    </Link>
  )
}
