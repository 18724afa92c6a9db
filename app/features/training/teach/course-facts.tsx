import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Choices } from '#app/ui/choices.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn } from '#app/ui/form-reply.ts'
import { Note } from '#app/ui/note.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { KindFields } from './course-fields.tsx'
import type { TaughtPageProps } from './course-page.tsx'
import { DeedForm, refusedIn } from './deed-form.tsx'
import './teach-texts.ts'
import styles from './teach.module.css'

/** What the draft says of itself, and what its certificate asks for and brings. */
export function CourseFacts({ course, governs, reply }: TaughtPageProps) {
  const { t } = useTranslation('teach')
  const refused = refusedIn(reply, 'facts')
  const { title, summary, passPercent, needsAttendance, opensDoor } = course
  const needs = refused === undefined ? needsAttendance : typedIn(refused, 'needsAttendance') === 'on'
  const opens = typedIn(refused, 'opensDoor') ?? (opensDoor ? 'on' : 'off')
  const line = { reply: refused, maxLength: 300 }
  return (
    <DeedForm deed="facts">
      <ReplyField
        {...line}
        name="titleZh"
        label={t('courses.titleZh')}
        first={title.zh}
        maxLength={60}
        required
      />
      <ReplyField {...line} name="titleEn" label={t('courses.titleEn')} first={title.en} maxLength={60} />
      <ReplyField {...line} name="summaryZh" label={t('course.summaryZh')} first={summary.zh} />
      <ReplyField {...line} name="summaryEn" label={t('course.summaryEn')} first={summary.en} />
      <KindFields reply={refused} family={course.family} cover={course.cover} />
      <ReplyField
        reply={refused}
        name="passPercent"
        label={t('course.passPercent')}
        first={String(passPercent)}
        inputMode="numeric"
        required
      />
      <label className={styles.check}>
        <input type="checkbox" name="needsAttendance" defaultChecked={needs} className={styles.tick} />
        <span>{t('course.needsAttendance')}</span>
      </label>
      {governs ? (
        <div className={styles.field}>
          <Choices
            name="opensDoor"
            legend={t('course.opensDoor')}
            options={['on', 'off'] as const}
            chosen={opens === 'on' ? 'on' : 'off'}
          >
            {(option) => t(option === 'on' ? 'course.opensDoorYes' : 'course.opensDoorNo')}
          </Choices>
          <p className={styles.hint}>{t('course.opensDoorHint')}</p>
        </div>
      ) : null}
      <FieldErrors errors={errorsOf(refused)} />
      {reply !== undefined && 'done' in reply && reply.done === 'facts' ? (
        <Note>{t('course.saved')}</Note>
      ) : null}
      <Button type="submit">{t('course.save')}</Button>
    </DeedForm>
  )
}
