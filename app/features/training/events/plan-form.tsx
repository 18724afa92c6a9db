import { Form, useNavigation } from '@remix-run/react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '#app/kernel/clock.ts'
import { Button } from '#app/ui/button.tsx'
import { EnterButton } from '#app/ui/enter-button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Warning } from '#app/ui/warning.tsx'
import type { Words } from '../courses.ts'
import { useWords } from '../use-words.ts'
import { eventRefusal } from './event-refusals.ts'
import { momentIn } from './events.ts'
import { PlanFields } from './plan-fields.tsx'
import './event-texts.ts'
import styles from './events.module.css'

export interface PlanChoices {
  organisations: { id: string; name: string }[]
  courses: { id: string; title: Words }[]
}

/** An afternoon, for a room full. */
const usual = { from: '14:00', until: '16:00', places: '60', lateAfter: '15' }

/** A new class: what, where, when, for how many. */
export function PlanForm({
  choices,
  newKey,
  reply,
}: {
  choices: PlanChoices
  newKey: string
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('events')
  const words = useWords()
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={styles.form}>
      <EnterButton />
      <input type="hidden" name="key" value={newKey} />
      <FieldErrors errors={errorsOf(reply)} />
      <Select name="organisation" label={t('teach.organisation')} chosen={typedIn(reply, 'organisation')}>
        {choices.organisations.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Select name="course" label={t('teach.course')} chosen={typedIn(reply, 'course')}>
        <option value="">{t('teach.noCourse')}</option>
        {choices.courses.map(({ id, title }) => (
          <option key={id} value={id}>
            {words(title)}
          </option>
        ))}
      </Select>
      <PlanFields first={usual} reply={reply} />
      <label className={styles.check}>
        <input
          type="checkbox"
          name="iTeach"
          defaultChecked={typedIn(reply, 'iTeach') === 'on'}
          className={styles.tick}
        />
        {t('teach.iTeach')}
      </label>
      <PastQuestion reply={reply} />
      <Button
        type="submit"
        look="main"
        aria-disabled={busy}
        onClick={(press) => busy && press.preventDefault()}
      >
        {t('teach.submit')}
      </Button>
    </Form>
  )
}

/** A class that is over is entered only by whoever says that it was held on that day. */
function PastQuestion({ reply }: { reply: FormReply | undefined }) {
  const { t } = useTranslation('events')
  const { language } = usePreferences()
  const [day, from, until] = ['day', 'from', 'until'].map((name) => typedIn(reply, name) ?? '')
  if (day === undefined || !errorsOf(reply, 'day')?.includes(eventRefusal('is-over'))) return null
  return (
    <Warning role="alert">
      {/* Always with its year: a slip of it is what the question is for. */}
      <p>{t('plan.isOver', { day: formatDay(momentIn(day, '12:00'), language, 0), from, until })}</p>
      <Button type="submit" look="line" name="record" value={day}>
        {t('plan.record')}
      </Button>
      <p className={styles.hint}>{t('plan.elseChange')}</p>
    </Warning>
  )
}

function Select({
  name,
  label,
  chosen,
  children,
}: {
  name: string
  label: string
  chosen: string | undefined
  children: ReactNode
}) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} defaultValue={chosen} className={styles.select}>
        {children}
      </select>
    </div>
  )
}
