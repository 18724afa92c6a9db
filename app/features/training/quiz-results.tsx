import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/button.tsx'
import { Icon } from '#app/ui/icon.tsx'
import type { LessonView } from './lessons.server.ts'
import type { MarkedQuestion } from './quiz.ts'
import './learn-texts.ts'
import styles from './quiz.module.css'

/** How an attempt went. */
export interface QuizCame {
  correct: number
  total: number
  passed: boolean
  marked: MarkedQuestion[]
}

/** What was right and why, question by question; then on, or once more. */
export function QuizResults({ came, slug, lesson }: { came: QuizCame; slug: string; lesson: LessonView }) {
  const { t } = useTranslation('learn')
  const { correct, total, passed, marked } = came
  const here = `/learn/${slug}/${lesson.key}`
  const on = lesson.next ? `/learn/${slug}/${lesson.next.key}` : `/learn/${slug}`
  return (
    <section className={styles.results} aria-label={t('quiz.results')}>
      <p role="status" className={clsx(styles.verdict, passed && styles.passed)}>
        <Icon name={passed ? 'check' : 'alert'} />
        <span>{t(passed ? 'quiz.passed' : 'quiz.failed', { correct, total })}</span>
      </p>
      <div className={styles.press}>
        {passed ? (
          <ButtonLink to={on} look="main">
            {t(lesson.next ? 'lesson.next' : 'lesson.toCourse')}
          </ButtonLink>
        ) : (
          <ButtonLink to={here} look="main">
            {t('quiz.again')}
          </ButtonLink>
        )}
      </div>
      <ol className={styles.marked}>
        {marked.map((one, index) => (
          <li key={index} className={styles.one}>
            <Marked number={index + 1} one={one} />
          </li>
        ))}
      </ol>
      {passed ? (
        <ButtonLink to={here} look="quiet">
          {t('quiz.again')}
        </ButtonLink>
      ) : null}
    </section>
  )
}

function Marked({ number, one }: { number: number; one: MarkedQuestion }) {
  const { t } = useTranslation('learn')
  const { kind, ask, correct, hers, right, why } = one
  return (
    <>
      <p className="muted small">{t('quiz.question', { number })}</p>
      <b>{ask}</b>
      <p className={clsx(styles.mark, correct && styles.right)}>
        <Icon name={correct ? 'check' : 'close'} size="small" />
        {t(correct ? 'quiz.correct' : 'quiz.wrong')}
      </p>
      <dl className={styles.answers}>
        {correct ? null : (
          <div>
            <dt>{t('quiz.hers')}</dt>
            <Said words={hers} inOrder={kind === 'order'} />
          </div>
        )}
        <div>
          <dt>{t('quiz.right')}</dt>
          <Said words={right} inOrder={kind === 'order'} />
        </div>
      </dl>
      <p className={styles.why}>{why}</p>
    </>
  )
}

function Said({ words, inOrder }: { words: string[]; inOrder: boolean }) {
  return words.map((word, index) => <dd key={index}>{inOrder ? `${index + 1}. ${word}` : word}</dd>)
}
