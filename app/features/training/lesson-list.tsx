import { Link } from '@remix-run/react'
import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { Icon, type IconName } from '#app/ui/icon.tsx'
import type { LessonLine } from './courses.ts'
import { useWords } from './use-words.ts'
import './learn-texts.ts'
import styles from './lesson-list.module.css'

const icons = { text: 'book', video: 'play', clip: 'play', quiz: 'list' } as const satisfies Record<
  LessonLine['kind'],
  IconName
>

/** The lessons of a part, with what is done; to be pressed by whoever is in the course. */
export function LessonList({
  slug,
  lessons,
  linked,
  here,
}: {
  slug: string
  lessons: readonly LessonLine[]
  linked: boolean
  /** The lesson whose page this is. */
  here?: string
}) {
  return (
    <ol className={styles.list}>
      {lessons.map((lesson) => (
        <li key={lesson.key} className={clsx(lesson.key === here && styles.here)}>
          {linked ? (
            <Link
              to={`/learn/${slug}/${lesson.key}`}
              className={styles.row}
              aria-current={lesson.key === here ? 'page' : undefined}
            >
              <Inside lesson={lesson} />
            </Link>
          ) : (
            <div className={styles.row}>
              <Inside lesson={lesson} />
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}

function Inside({ lesson }: { lesson: LessonLine }) {
  const { t } = useTranslation('learn')
  const words = useWords()
  const { kind, done, title, questions, minutes, seconds } = lesson
  return (
    <>
      <span className={clsx(styles.mark, done && styles.done)}>
        <Icon name={done ? 'check' : icons[kind]} />
        {done ? <span className="visually-hidden">{t('lesson.isDone')}</span> : null}
      </span>
      <span>{words(title)}</span>
      <span className={styles.length}>
        {kind === 'quiz'
          ? t('lesson.questions', { number: questions })
          : t('lesson.minutes', { number: minutes || Math.max(1, Math.ceil(seconds / 60)) })}
      </span>
    </>
  )
}
