import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/button.tsx'
import { Note } from '#app/ui/note.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { LessonText } from '../lesson-text.tsx'
import type { Question } from '../quiz.ts'
import { useWords } from '../use-words.ts'
import type { TaughtCourse } from './outline.ts'
import type { EditedLesson } from './taught-lesson.server.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

/** A draft from its first lesson to its last, as a learner will read it. */
export function PreviewPage({
  course,
  lessons,
}: {
  course: TaughtCourse
  /** By their keys. */
  lessons: Record<string, EditedLesson>
}) {
  const { t } = useTranslation('teach')
  const words = useWords()
  return (
    <PlainPage
      title={words(course.title)}
      back={{ to: `/teach/courses/${course.slug}`, words: t('preview.back') }}
    >
      {course.isDraft ? <Note>{t('preview.hint')}</Note> : null}
      <img src={`/art/${course.cover}.svg`} alt="" width="640" height="300" className={styles.picture} />
      <p>{words(course.summary)}</p>
      {course.modules.map((module) => (
        <section key={module.id} className={styles.form}>
          <h2>{words(module.title)}</h2>
          {module.lessons.map(({ key }) => {
            const lesson = lessons[key]
            return lesson === undefined ? null : <Lesson key={key} course={course} lesson={lesson} />
          })}
        </section>
      ))}
    </PlainPage>
  )
}

function Lesson({ course, lesson }: { course: TaughtCourse; lesson: EditedLesson }) {
  const { t } = useTranslation('teach')
  const words = useWords()
  const { key, kind, title, summary, body, questions } = lesson
  return (
    <article id={`lesson-${key}`} className={styles.preview}>
      <h3>{words(title)}</h3>
      {words(summary) === '' ? null : <p>{words(summary)}</p>}
      {kind === 'video' || kind === 'clip' ? <p className={styles.hint}>{t('preview.film')}</p> : null}
      {body === null ? null : <LessonText body={body} />}
      {kind === 'quiz' ? (
        <ol>
          {questions.map((question, place) => (
            <li key={place}>
              <Asked question={question} />
            </li>
          ))}
        </ol>
      ) : null}
      {course.isDraft ? (
        <ButtonLink to={`/teach/courses/${course.slug}/${key}`} look="quiet">
          {t('preview.edit')}
        </ButtonLink>
      ) : null}
    </article>
  )
}

/** A question with its options, and what is said afterwards. */
function Asked({ question }: { question: Question }) {
  const { t } = useTranslation('teach')
  return (
    <div className={styles.form}>
      <p>
        <b>{question.ask}</b>
        <span className={styles.hint}>{` · ${t(`quiz.kinds.${question.kind}`)}`}</span>
      </p>
      {question.kind === 'number' ? (
        <p>{`${question.right} ${question.unit}`}</p>
      ) : (
        <ul className={styles.points}>
          {question.options.map((option, place) => (
            <li key={place}>{isRight(question, place) ? <b>{option}</b> : option}</li>
          ))}
        </ul>
      )}
      <p className={styles.hint}>{question.why}</p>
    </div>
  )
}

function isRight(question: Exclude<Question, { kind: 'number' }>, place: number): boolean {
  return question.kind === 'order' ? false : [question.right].flat().includes(place)
}
