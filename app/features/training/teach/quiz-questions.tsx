import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, type ButtonLook } from '#app/ui/button.tsx'
import { Field, FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { QuizOptions } from './quiz-options.tsx'
import {
  mostOptions,
  mostQuestions,
  questionKinds,
  type TypedQuestion,
  type TypedQuiz,
} from './typed-quiz.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

/** What she types into one question. */
export type Typing = (change: (typed: TypedQuestion) => TypedQuestion) => void

interface QuizQuestionsProps {
  quiz: TypedQuiz
  reply: FormReply | undefined
  /** Scripts run: buttons work on this page; else they are sent. */
  alive: boolean
  onType: (place: number, change: (typed: TypedQuestion) => TypedQuestion) => void
  onDeed: (deed: string) => void
}

/** All questions of a quiz as they are written, and the buttons for another. */
export function QuizQuestions({ quiz, reply, alive, onType, onDeed }: QuizQuestionsProps) {
  const { t } = useTranslation('teach')
  const deed = { alive, onDeed }
  return (
    <>
      {quiz.map((question, place) => (
        <QuestionFields
          key={place}
          {...{ question, place, reply, deed }}
          isLast={place === quiz.length - 1}
          onType={(change) => onType(place, change)}
        />
      ))}
      {quiz.length < mostQuestions ? (
        <fieldset className={styles.plain}>
          <legend className={styles.label}>{t('quiz.add')}</legend>
          <div className={styles.row}>
            {questionKinds.map((kind) => (
              <DeedButton key={kind} {...deed} deed={`add:${kind}`} look="line">
                {t(`quiz.kinds.${kind}`)}
              </DeedButton>
            ))}
          </div>
        </fieldset>
      ) : null}
    </>
  )
}

function QuestionFields({
  question,
  place,
  reply,
  deed,
  isLast,
  onType,
}: {
  question: TypedQuestion
  place: number
  reply: FormReply | undefined
  deed: { alive: boolean; onDeed: (deed: string) => void }
  isLast: boolean
  onType: Typing
}) {
  const { t } = useTranslation('teach')
  const name = `questions[${place}]`
  const line = (field: 'ask' | 'why' | 'amount' | 'within' | 'unit') => ({
    ...{ name: `${name}.${field}`, value: question[field], errors: errorsOf(reply, `${name}.${field}`) },
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      onType((typed) => ({ ...typed, [field]: value })),
  })
  return (
    <fieldset className={styles.question}>
      <legend>{`${t('quiz.number', { number: place + 1 })} · ${t(`quiz.kinds.${question.kind}`)}`}</legend>
      <input type="hidden" name={`${name}.kind`} value={question.kind} />
      <Field {...line('ask')} label={t('quiz.ask')} maxLength={300} />
      {question.kind === 'number' ? (
        <div className={styles.pair}>
          <Field {...line('amount')} label={t('quiz.amount')} inputMode="decimal" />
          <Field {...line('within')} label={t('quiz.within')} inputMode="decimal" />
          <Field {...line('unit')} label={t('quiz.unit')} maxLength={20} />
        </div>
      ) : (
        <>
          <QuizOptions {...{ name, question, reply, onType }} />
          {question.options.length < mostOptions ? (
            <DeedButton {...deed} deed={`option:${place}`} look="soft">
              {t('quiz.addOption')}
            </DeedButton>
          ) : null}
        </>
      )}
      <LongField {...line('why')} label={t('quiz.why')} hint={t('quiz.whyHint')} />
      <div className={styles.row}>
        <DeedButton {...deed} deed={`up:${place}`} look="soft" disabled={place === 0}>
          {t('quiz.up')}
        </DeedButton>
        <DeedButton {...deed} deed={`down:${place}`} look="soft" disabled={isLast}>
          {t('quiz.down')}
        </DeedButton>
        <details className={styles.remove}>
          <summary>{t('quiz.remove')}</summary>
          <DeedButton {...deed} deed={`remove:${place}`} look="line">
            {t('quiz.removeSure')}
          </DeedButton>
        </details>
      </div>
    </fieldset>
  )
}

function LongField({
  label,
  hint,
  errors,
  ...area
}: {
  name: string
  value: string
  label: string
  hint: string
  errors: readonly string[] | null
  onChange: (event: { currentTarget: { value: string } }) => void
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <textarea
        id={id}
        className={styles.area}
        maxLength={600}
        aria-invalid={errors !== null || undefined}
        aria-describedby={`${errors === null ? '' : `${id}-error `}${id}-hint`}
        {...area}
      />
      <FieldErrors id={`${id}-error`} errors={errors} />
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
    </div>
  )
}

/** Changes the questions and saves nothing: here, or without scripts on the server. */
function DeedButton({
  alive,
  onDeed,
  deed,
  look,
  disabled,
  children,
}: {
  alive: boolean
  onDeed: (deed: string) => void
  deed: string
  look: ButtonLook
  disabled?: boolean
  children: ReactNode
}) {
  return (
    <Button
      type={alive ? 'button' : 'submit'}
      look={look}
      name="edit"
      value={deed}
      disabled={disabled}
      formNoValidate
      onClick={alive ? () => onDeed(deed) : undefined}
    >
      {children}
    </Button>
  )
}
