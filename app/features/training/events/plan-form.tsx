import { Form, useNavigation } from '@remix-run/react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import type { Words } from '../courses.ts'
import { useWords } from '../use-words.ts'
import './event-texts.ts'
import styles from './events.module.css'

export interface PlanChoices {
  organisations: { id: string; name: string }[]
  courses: { id: string; title: Words }[]
}

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
  const count = { inputMode: 'numeric', autoComplete: 'off', reply, required: true } as const
  return (
    <Form method="post" className={styles.form}>
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
      <ReplyField name="titleZh" label={t('teach.titleZh')} reply={reply} maxLength={60} required />
      <ReplyField name="titleEn" label={t('teach.titleEn')} reply={reply} maxLength={60} />
      <ReplyField name="venue" label={t('teach.venue')} reply={reply} maxLength={80} required />
      <ReplyField name="day" label={t('teach.day')} reply={reply} type="date" required />
      <ReplyField name="from" label={t('teach.from')} reply={reply} type="time" first="14:00" required />
      <ReplyField name="until" label={t('teach.until')} reply={reply} type="time" first="16:00" required />
      <ReplyField {...count} name="places" label={t('teach.places')} first="60" />
      <ReplyField {...count} name="lateAfter" label={t('teach.lateAfter')} first="15" />
      <label className={styles.check}>
        <input type="checkbox" name="iTeach" defaultChecked={typedIn(reply, 'iTeach') === 'on'} />
        {t('teach.iTeach')}
      </label>
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
