import { lazy, Suspense, useCallback, useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { EnterButton } from '#app/ui/enter-button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn } from '#app/ui/form-reply.ts'
import { Section } from '#app/ui/plain-page.tsx'
import { LessonBody } from '../lesson-body.ts'
import { LessonText } from '../lesson-text.tsx'
import type { LessonEditProps } from './lesson-edit-page.tsx'
import { LessonFields } from './lesson-fields.tsx'
import { writtenIn, type LessonStart } from './lesson-start.ts'
import { NoScriptConflict } from './no-script-conflict.tsx'
import { baseField } from './save-order.ts'
import { SavingNote } from './saving-note.tsx'
import { useSaving } from './use-saving.ts'
import './teach-texts.ts'
import styles from './teach.module.css'

/** Only whoever writes a lesson loads the editor. */
const TextEditor = lazy(() => import('./text-editor.tsx').then(({ TextEditor: one }) => ({ default: one })))

const empty: LessonBody = { type: 'doc', content: [] }

/** A lesson to be read, or what stands below a film: saved while she writes. */
export function TextLessonForm({ course, lesson, reply, start }: LessonEditProps & { start: LessonStart }) {
  const { t } = useTranslation('teach')
  const form = useRef<HTMLFormElement>(null)
  const body = useRef<HTMLInputElement>(null)
  const [first] = useState(
    () => writtenIn(start.fields['body'] ?? typedIn(reply, 'body')) ?? lesson.body ?? empty,
  )
  // One element for good: React would write its first value back into a hidden field whenever the form is drawn anew.
  const [bodyField] = useState(() => (
    <input ref={body} type="hidden" name="body" defaultValue={JSON.stringify(first)} />
  ))
  const alive = useAlive()
  const saving = useSaving({ start, form, auto: true })
  const { changed, save } = saving
  const onWrite = useCallback(
    (written: unknown) => {
      if (body.current !== null) body.current.value = JSON.stringify(written)
      changed()
    },
    [changed],
  )
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  const shown = saving.reply ?? reply
  return (
    <>
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
        {bodyField}
        <Section title={t('lesson.fields')}>
          <LessonFields fields={start.fields} reply={shown} />
        </Section>
      </form>
      <Section title={t(lesson.kind === 'text' ? 'lesson.body' : 'lesson.below')}>
        <noscript>
          <p>{t('lesson.noScripts')}</p>
        </noscript>
        {alive ? (
          <Suspense fallback={<p className={styles.hint}>{t('lesson.loading')}</p>}>
            <TextEditor first={first} label={t('lesson.body')} onWrite={onWrite} />
          </Suspense>
        ) : (
          <LessonText body={LessonBody.safeParse(first).data ?? lesson.body ?? empty} />
        )}
        <FieldErrors errors={errorsOf(shown, 'body')} />
      </Section>
      <NoScriptConflict reply={reply} form="lesson" />
      <SavingNote
        saving={saving}
        form="lesson"
        look={`/teach/courses/${course.slug}/preview#lesson-${lesson.key}`}
      />
    </>
  )
}

/** Whether scripts run: false on the server and while the page comes alive. */
export function useAlive(): boolean {
  const [alive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  return alive
}
