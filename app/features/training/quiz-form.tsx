import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import type { AskedQuestion } from './quiz.ts'
import './learn-texts.ts'
import styles from './quiz.module.css'

/** A quiz as one attempt asks it. */
export interface QuizShown {
  /** The attempt's own: sent again it is the same attempt. */
  key: string
  asked: AskedQuestion[]
  /** What was wrong with the form that she has just sent. */
  reply: FormReply | undefined
}

/**
 * All questions of a quiz on one page, to be answered with or without scripts. A browser that fills a form in again after
 * a reload would tick what stands in the same places, and other options stand there now: it is told not to.
 */
export function QuizForm({
  quiz,
  learner,
  passPercent,
}: {
  quiz: QuizShown
  learner: string
  passPercent: number
}) {
  const { t } = useTranslation('learn')
  const busy = useNavigation().state !== 'idle'
  const { key, asked, reply } = quiz
  return (
    <Form method="post" className={styles.form} autoComplete="off">
      <p className="muted">{t('quiz.hint', { percent: passPercent })}</p>
      <input type="hidden" name="learner" value={learner} />
      <input type="hidden" name="key" value={key} />
      {asked.map((question, index) => (
        <Question key={index} name={`q${index}`} number={index + 1} question={question} reply={reply} />
      ))}
      <FieldErrors errors={errorsOf(reply)} />
      <Button type="submit" look="main" name="deed" value="answer" disabled={busy}>
        {t('quiz.send')}
      </Button>
    </Form>
  )
}

interface QuestionProps<Kind extends AskedQuestion = AskedQuestion> {
  name: string
  question: Kind
  reply: FormReply | undefined
}

function Question({ number, ...rest }: QuestionProps & { number: number }) {
  const { t } = useTranslation('learn')
  const { question, name, reply } = rest
  return (
    <fieldset className={styles.question}>
      <legend className={styles.ask}>
        <span className={styles.number}>
          {`${t('quiz.question', { number })} · ${t(`quiz.kinds.${question.kind}`)}`}
        </span>
        {question.ask}
      </legend>
      <Answer {...rest} />
      <FieldErrors errors={wrongWith(reply, name)} />
    </fieldset>
  )
}

/** A list's own errors and its places' are said once, under the question. */
function wrongWith(reply: FormReply | undefined, name: string): readonly string[] | null {
  const own = errorsOf(reply, name)
  if (own !== null) return own
  const inside = Object.entries(reply?.error ?? {}).find(
    ([field, errors]) => field.startsWith(`${name}[`) && errors,
  )
  return inside?.[1] ?? null
}

function Answer({ question, name, reply }: QuestionProps) {
  const { t } = useTranslation('learn')
  if (question.kind === 'number')
    return (
      <label className={styles.amount}>
        <span className="visually-hidden">{t('quiz.kinds.number')}</span>
        <input
          name={name}
          inputMode="decimal"
          autoComplete="off"
          required
          defaultValue={typedIn(reply, name)}
          className={styles.input}
        />
        <span>{question.unit}</span>
      </label>
    )
  if (question.kind === 'order') return <Steps name={name} options={question.options} reply={reply} />
  const several = question.kind === 'multiple'
  const chosen = chosenIn(reply, name)
  return (
    <div className={styles.options}>
      {question.options.map((option, place) => (
        <label key={place} className={styles.option}>
          <input
            type={several ? 'checkbox' : 'radio'}
            name={name}
            value={place}
            required={!several}
            defaultChecked={chosen.includes(String(place))}
          />
          <span>{option}</span>
        </label>
      ))}
    </div>
  )
}

/** Each step gets its number: plain lists to choose from, which every phone knows. */
function Steps({ name, options, reply }: { name: string; options: string[]; reply: FormReply | undefined }) {
  const { t } = useTranslation('learn')
  const typed = chosenIn(reply, name)
  return (
    <div className={styles.options}>
      {options.map((option, place) => (
        <label key={place} className={styles.step}>
          <span>{option}</span>
          <select
            name={`${name}[${place}]`}
            required
            defaultValue={typed[place] ?? typedIn(reply, `${name}[${place}]`) ?? ''}
            className={styles.select}
          >
            <option value="">{t('quiz.chooseStep')}</option>
            {options.map((_, step) => (
              <option key={step} value={step + 1}>
                {t('quiz.step', { number: step + 1 })}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  )
}

/** What she had chosen before the form was refused. */
function chosenIn(reply: FormReply | undefined, name: string): string[] {
  const typed = reply?.initialValue?.[name]
  return [typed].flat().map((one) => (typeof one === 'string' ? one : ''))
}
