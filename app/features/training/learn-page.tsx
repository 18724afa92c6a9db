import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { minuteOfDay } from '#app/kernel/clock.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Footer } from '#app/ui/footer.tsx'
import { TopBar } from '#app/ui/top-bar.tsx'
import { CourseList } from './course-list.tsx'
import { missingLessons, type CourseView } from './courses.ts'
import { DoorPath } from './door-path.tsx'
import { nextStep, type NextStep } from './next-step.ts'
import { StepCard } from './step-card.tsx'
import './learn-texts.ts'
import styles from './learn-page.module.css'

interface LearnPageProps {
  courses: CourseView[]
  /** Null where nobody is signed in. */
  learner: { name: string; doorOpen: boolean; days: number } | null
  /** The server's moment, in ms. */
  now: number
}

/** A learner's home: what is next in one sentence, the way to a live room of her own, all courses. */
export function LearnPage({ courses, learner, now }: LearnPageProps) {
  const { t } = useTranslation('learn')
  const step = nextStep(courses)
  const door = courses.find(({ opensDoor }) => opensDoor)
  return (
    <>
      <TopBar />
      <main id="main" className={styles.main}>
        <section className={styles.hello}>
          <div className={styles.inner}>
            {learner === null ? null : <Greeting learner={learner} now={now} />}
            <h1 className={styles.sentence}>
              <Sentence step={step} learner={learner} />
            </h1>
            {learner === null ? <p className={styles.hint}>{t('home.welcomeHint')}</p> : null}
            {'course' in step ? <StepCard step={step} /> : null}
            <Press step={step} open={learner?.doorOpen ?? false} />
          </div>
        </section>
        <div className={styles.rest}>
          {door ? (
            <DoorPath course={door} missing={missingLessons(door).length} open={learner?.doorOpen ?? false} />
          ) : null}
          <section className={styles.part}>
            <h2>{t('home.courses')}</h2>
            <CourseList courses={courses} />
          </section>
          <Link to="/certificate" className={styles.check}>
            {t('home.check')}
          </Link>
        </div>
      </main>
      <Footer />
    </>
  )
}

function Greeting({ learner, now }: { learner: NonNullable<LearnPageProps['learner']>; now: number }) {
  const { t } = useTranslation('learn')
  const hour = minuteOfDay(now) / 60
  const time = hour < 12 && hour >= 4 ? 'morning' : hour >= 12 && hour < 18 ? 'afternoon' : 'evening'
  return (
    <p className={styles.greeting}>
      <span>{t(`home.${time}`, { name: learner.name })}</span>
      {learner.days > 0 ? <span>{t('home.days', { number: learner.days })}</span> : null}
    </p>
  )
}

function Sentence({ step, learner }: { step: NextStep; learner: LearnPageProps['learner'] }) {
  const { t } = useTranslation('learn')
  switch (step.kind) {
    case 'read':
    case 'watch':
      return t('home.read', { minutes: step.minutes })
    case 'answer':
      return t('home.answer', { number: step.questions })
    case 'attend':
      return t('home.attend')
    case 'certificate':
      return t('home.certificate')
    case 'enrol':
      return t(learner === null ? 'home.welcome' : 'home.enrol')
    case 'all-done':
      return t('home.allDone')
    case 'nothing':
      return t('home.nothing')
  }
}

/** The one thing to press. */
function Press({ step, open }: { step: NextStep; open: boolean }) {
  const { t } = useTranslation('learn')
  if (step.kind === 'nothing') return <p className={styles.hint}>{t('home.nothingHint')}</p>
  if (step.kind === 'all-done')
    return open ? (
      <ButtonLink to="/studio" look="main" icon="camera" className={styles.press}>
        {t('home.openRoom')}
      </ButtonLink>
    ) : null
  const { to, words, icon } = pressOf(step)
  return (
    <ButtonLink to={to} look="main" icon={icon} className={styles.press}>
      {t(`home.${words}`)}
    </ButtonLink>
  )
}

function pressOf(step: Exclude<NextStep, { kind: 'nothing' | 'all-done' }>) {
  const course = `/learn/${step.course.slug}`
  switch (step.kind) {
    case 'read':
      return { to: `${course}/${step.lesson.key}`, words: 'goOn', icon: 'book' } as const
    case 'watch':
      return { to: `${course}/${step.lesson.key}`, words: 'goOnWatching', icon: 'play' } as const
    case 'answer':
      return { to: `${course}/${step.lesson.key}`, words: 'goAnswer', icon: 'list' } as const
    case 'attend':
      return { to: '/events', words: 'goAttend', icon: 'clock' } as const
    case 'certificate':
      return { to: `${course}/certificate`, words: 'goCertificate', icon: 'paper' } as const
    case 'enrol':
      return { to: course, words: 'lookAt', icon: 'book' } as const
  }
}
