import { Link } from '@remix-run/react'
import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { Icon } from '#app/ui/icon.tsx'
import type { CourseView } from './courses.ts'
import { Level } from './level.tsx'
import { doorSteps, type DoorStep } from './next-step.ts'
import { useWords } from './use-words.ts'
import './learn-texts.ts'
import styles from './door-path.module.css'

/** The way to a live room of her own: what is done, what is missing, from the first day on. */
export function DoorPath({ course, missing, open }: { course: CourseView; missing: number; open: boolean }) {
  const { t } = useTranslation('learn')
  const steps = doorSteps(course, { open })
  const left = steps.filter(({ state }) => state !== 'done').length
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>
        <span>{open ? t('door.open') : t('door.title', { number: left })}</span>
        <small>{t('door.of', { done: steps.length - left, of: steps.length })}</small>
      </h2>
      <ol className={styles.path}>
        {steps.map((step, index) => (
          <li
            key={step.kind}
            className={clsx(styles.step, styles[step.state])}
            aria-current={step.state === 'here' ? 'step' : undefined}
          >
            <span className={styles.mark} aria-hidden="true">
              {step.state === 'done' ? (
                <Icon name="check" />
              ) : step.kind === 'room' ? (
                <Icon name="lock" />
              ) : (
                index + 1
              )}
            </span>
            <StepWords step={step} course={course} missing={missing} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function StepWords({ step, course, missing }: { step: DoorStep; course: CourseView; missing: number }) {
  const { t } = useTranslation('learn')
  const words = useWords()
  const done = step.state === 'done'
  const name = { course: words(course.title) }
  const here = `/learn/${course.slug}`
  if (step.kind === 'learn')
    return (
      <div className={styles.words}>
        <div className={styles.row}>
          <b>{done ? t('door.learn', name) : <Link to={here}>{t('door.learn', name)}</Link>}</b>
          <span>{t('door.of', { done: course.enrolled ? course.done : 0, of: course.lessons })}</span>
        </div>
        <small>{done ? t('lesson.isDone') : t('door.missing', { number: missing })}</small>
        {done ? null : <Level done={course.enrolled ? course.done : 0} of={course.lessons} />}
      </div>
    )
  const hint = {
    enrol: t('door.enrolHint', name),
    attend: t('door.attendHint'),
    certificate: t('door.certificateHint'),
    room: t('door.roomHint'),
  }
  const doneHint = {
    enrol: t('door.enrolDone'),
    attend: t('door.attendDone'),
    certificate: t('door.certificateDone'),
    room: t('door.roomDone'),
  }
  const to = {
    enrol: here,
    attend: '/events',
    certificate: `${here}/certificate`,
    room: '/studio',
  }[step.kind]
  const title = t(`door.${step.kind}`)
  // What is ahead is not there to be pressed yet; a certificate that she has is.
  const linked = step.state === 'here' || (done && step.kind !== 'enrol' && step.kind !== 'attend')
  return (
    <div className={styles.words}>
      <b>{linked ? <Link to={to}>{title}</Link> : title}</b>
      <small>{(done ? doneHint : hint)[step.kind]}</small>
    </div>
  )
}
