import { useCallback, useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { EnterButton } from '#app/ui/enter-button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn } from '#app/ui/form-reply.ts'
import { Section } from '#app/ui/plain-page.tsx'
import type { LessonEditProps } from './lesson-edit-page.tsx'
import { LessonFields } from './lesson-fields.tsx'
import type { LessonStart } from './lesson-start.ts'
import { NoScriptConflict } from './no-script-conflict.tsx'
import { QuizQuestions } from './quiz-questions.tsx'
import { baseField } from './save-order.ts'
import { SavingNote } from './saving-note.tsx'
import { useAlive } from './text-lesson-form.tsx'
import { editQuiz, typedOf, typedQuizOf, type TypedQuestion, type TypedQuiz } from './typed-quiz.ts'
import { useSaving } from './use-saving.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

/** The questions of a quiz: kept in the browser while she types, saved when she says so. */
export function QuizLessonForm({ course, lesson, reply, start }: LessonEditProps & { start: LessonStart }) {
  const { t } = useTranslation('teach')
  const form = useRef<HTMLFormElement>(null)
  const [quiz, setQuiz] = useState<TypedQuiz>(
    () =>
      keptQuiz(start) ??
      (reply ? typedQuizOf(reply.initialValue?.['questions']) : lesson.questions.map(typedOf)),
  )
  const alive = useAlive()
  const more = useCallback(() => ({ quiz: JSON.stringify(quiz) }), [quiz])
  const saving = useSaving({ start, form, auto: false, more })
  const { changed } = saving
  // Only once React has the new questions in `more`.
  const first = useRef(quiz)
  useEffect(() => {
    if (first.current !== quiz) changed()
    first.current = quiz
  }, [changed, quiz])
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    saving.save()
  }
  const shown = saving.reply ?? reply
  return (
    <form
      ref={form}
      id="lesson"
      method="post"
      className={styles.form}
      onInput={changed}
      onSubmit={onSubmit}
      noValidate={alive}
      // What a browser puts back into the fields on the way back would be older than what stands.
      autoComplete="off"
    >
      <EnterButton />
      <input type="hidden" name="base" defaultValue={typedIn(reply, 'base') ?? baseField(lesson.base)} />
      <Section title={t('lesson.fields')}>
        <LessonFields fields={start.fields} reply={shown} />
      </Section>
      <Section title={t('quiz.title')}>
        <p className={styles.hint}>{t(quiz.length === 0 ? 'quiz.none' : 'quiz.hint')}</p>
        <QuizQuestions
          quiz={quiz}
          reply={shown}
          alive={alive}
          onType={(place, typed) =>
            setQuiz((before) => before.map((one, index) => (index === place ? typed(one) : one)))
          }
          onDeed={(deed) => setQuiz((before) => editQuiz(before, deed))}
        />
        <FieldErrors errors={errorsOf(shown, 'questions')} />
      </Section>
      <NoScriptConflict reply={reply} form="lesson" />
      <SavingNote
        saving={saving}
        form="lesson"
        look={`/teach/courses/${course.slug}/preview#lesson-${lesson.key}`}
      />
    </form>
  )
}

function keptQuiz({ fields }: LessonStart): TypedQuestion[] | null {
  const json = fields['quiz']
  if (json === undefined) return null
  try {
    return typedQuizOf(JSON.parse(json))
  } catch {
    return null
  }
}
