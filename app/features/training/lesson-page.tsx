import { Form, useNavigate, useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Note } from '#app/ui/note.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import type { CourseView } from './courses.ts'
import { LessonFilm } from './lesson-film.tsx'
import { LessonList } from './lesson-list.tsx'
import { LessonText } from './lesson-text.tsx'
import type { LessonView } from './lessons.server.ts'
import { QuizForm, type QuizShown } from './quiz-form.tsx'
import { QuizResults, type QuizCame } from './quiz-results.tsx'
import { isWaiting, waitingAttempt, type Queue } from './report-queue.ts'
import { useReports } from './use-reports.ts'
import { useWords } from './use-words.ts'
import './learn-texts.ts'
import styles from './lesson-page.module.css'

export interface LessonPageProps {
  course: CourseView
  lesson: LessonView
  /** Whose progress is kept in this browser until it has arrived. */
  learner: string
  /** The quiz as it is asked now; null where it is none, or was just answered. */
  quiz: QuizShown | null
  /** How the quiz went that she has just answered. */
  came: QuizCame | null
}

/** One lesson: a text to read, a film to watch, or a quiz; and the way on. */
export function LessonPage({ course, lesson, learner, quiz, came }: LessonPageProps) {
  const { t } = useTranslation('learn')
  const words = useWords()
  const reports = useReports(learner)
  const waiting = isWaiting(reports.queue, lesson.key)
  useArrivedAttempt(reports.queue, lesson.key)
  const part = course.modules.find(({ lessons }) => lessons.some(({ key }) => key === lesson.key))
  return (
    <PlainPage title={words(lesson.title)} back={{ to: `/learn/${course.slug}`, words: words(course.title) }}>
      <p className={styles.place}>
        <span>{t('home.place', { place: lesson.place, of: lesson.of })}</span>
        {lesson.done ? <span className={styles.done}>{t('lesson.finished')}</span> : null}
      </p>
      {lesson.film?.kind === 'gone' ? <Note>{t('lesson.replayGone')}</Note> : null}
      {lesson.film && lesson.film.kind !== 'gone' ? (
        <LessonFilm
          key={lesson.key}
          lesson={lesson}
          film={lesson.film}
          cover={course.cover}
          reports={reports}
        />
      ) : null}
      {lesson.body ? <LessonText body={lesson.body} /> : null}
      {waiting ? <Note>{t('lesson.waiting')}</Note> : null}
      {came ? <QuizResults came={came} slug={course.slug} lesson={lesson} /> : null}
      {quiz && !waiting ? (
        <QuizForm key={quiz.key} quiz={quiz} learner={learner} passPercent={course.passPercent} />
      ) : null}
      {lesson.kind === 'quiz' && (came !== null || !lesson.done) && !waiting ? null : (
        <WayOn slug={course.slug} lesson={lesson} learner={learner} waiting={waiting} />
      )}
      {part ? (
        <section className={styles.part}>
          <h2>{words(part.title)}</h2>
          <LessonList slug={course.slug} lessons={part.lessons} linked here={lesson.key} />
        </section>
      ) : null}
    </PlainPage>
  )
}

/** Once the answers that waited for a network have arrived, she is shown how they went. */
function useArrivedAttempt(queue: Queue, lesson: string): void {
  const navigate = useNavigate()
  const waiting = waitingAttempt(queue, lesson)
  const before = useRef<string | null>(null)
  useEffect(() => {
    if (before.current !== null && waiting === null) navigate(`?attempt=${before.current}`, { replace: true })
    before.current = waiting
  }, [navigate, waiting])
}

/** The one thing to press under a text or a film. */
function WayOn({
  slug,
  lesson,
  learner,
  waiting,
}: {
  slug: string
  lesson: LessonView
  learner: string
  waiting: boolean
}) {
  const { t } = useTranslation('learn')
  const busy = useNavigation().state !== 'idle'
  const { next, done, kind } = lesson
  const isRead = kind === 'text' || lesson.film?.kind === 'gone'
  const quizNext = next?.kind === 'quiz' ? { number: next.questions } : null
  if (isRead && !done && !waiting)
    return (
      <Form method="post" className={styles.way}>
        <input type="hidden" name="learner" value={learner} />
        <Button type="submit" look="main" name="deed" value="read" disabled={busy}>
          {quizNext ? t('lesson.finishAndAnswer', quizNext) : t('lesson.finish')}
        </Button>
      </Form>
    )
  const to = next ? `/learn/${slug}/${next.key}` : `/learn/${slug}`
  return (
    <div className={styles.way}>
      <ButtonLink to={to} look={(done && kind !== 'quiz') || waiting ? 'main' : 'line'}>
        {next === null ? t('lesson.toCourse') : quizNext ? t('lesson.nextQuiz', quizNext) : t('lesson.next')}
      </ButtonLink>
    </div>
  )
}
