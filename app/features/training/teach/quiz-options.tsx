import { useTranslation } from 'react-i18next'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import type { Typing } from './quiz-questions.tsx'
import type { TypedQuestion } from './typed-quiz.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

/** The options of a question, each with whether it is right; steps stand in their right order. */
export function QuizOptions({
  name,
  question,
  reply,
  onType,
}: {
  name: string
  question: TypedQuestion
  reply: FormReply | undefined
  onType: Typing
}) {
  const { t } = useTranslation('teach')
  const { kind, options, right } = question
  const write = (place: number, words: string) =>
    onType((typed) => ({
      ...typed,
      options: typed.options.map((one, index) => (index === place ? words : one)),
    }))
  const mark = (place: number, on: boolean) =>
    onType((typed) => {
      const others = kind === 'single' ? [] : typed.right.filter((one) => one !== String(place))
      return { ...typed, right: on ? [...others, String(place)] : others }
    })
  return (
    <fieldset className={styles.plain}>
      <div className={styles.options}>
        <p className={styles.hint}>{t(kind === 'order' ? 'quiz.orderHint' : 'quiz.optionHint')}</p>
        {options.map((option, place) => {
          const letter = String.fromCharCode(65 + place)
          const words =
            kind === 'order' ? t('quiz.step', { number: place + 1 }) : t('quiz.option', { letter })
          return (
            <div key={place} className={styles.option}>
              {kind === 'order' ? (
                <span className={styles.step} aria-hidden="true">
                  {words}
                </span>
              ) : (
                <input
                  type={kind === 'single' ? 'radio' : 'checkbox'}
                  name={`${name}.right`}
                  value={place}
                  className={styles.tick}
                  checked={right.includes(String(place))}
                  aria-label={t('quiz.isRight', { letter })}
                  onChange={({ currentTarget }) => mark(place, currentTarget.checked)}
                />
              )}
              <input
                type="text"
                name={`${name}.options[${place}]`}
                value={option}
                className={styles.line}
                maxLength={300}
                aria-label={words}
                onChange={({ currentTarget }) => write(place, currentTarget.value)}
              />
            </div>
          )
        })}
        <FieldErrors errors={errorsOf(reply, `${name}.options`)} />
        <FieldErrors errors={errorsOf(reply, `${name}.right`)} />
      </div>
    </fieldset>
  )
}
