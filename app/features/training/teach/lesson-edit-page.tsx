import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/button.tsx'
import type { FormReply } from '#app/ui/form-reply.ts'
import { useMe } from '#app/ui/me-context.ts'
import { Note } from '#app/ui/note.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { ClipField } from '../films/clip-field.tsx'
import { FilmField } from '../films/film-field.tsx'
import type { LessonMedia } from '../films/films.ts'
import { useWords } from '../use-words.ts'
import { forgetDraft, readKept } from './kept-draft.ts'
import { startOf, type LessonStart } from './lesson-start.ts'
import type { TaughtCourse } from './outline.ts'
import { QuizLessonForm } from './quiz-lesson-form.tsx'
import type { Between } from './save-order.ts'
import type { EditedLesson } from './taught-lesson.server.ts'
import { TextLessonForm } from './text-lesson-form.tsx'
import './teach-texts.ts'

/** What was sent by a browser without scripts and refused; in a conflict with what came between and what stands now. */
export type PlainReply = FormReply & { conflict?: { why: Between; base: string } }

export interface LessonEditProps {
  course: TaughtCourse
  lesson: EditedLesson
  reply: PlainReply | undefined
}

/** The editor of one lesson of a draft. */
export function LessonEditPage({
  course,
  lesson,
  media,
  reply,
}: LessonEditProps & {
  /** The film or clip of a lesson that has one. */
  media: LessonMedia | null
}) {
  const { t } = useTranslation('teach')
  const words = useWords()
  const start = useStart(course.slug, lesson)
  const LessonForm = lesson.kind === 'quiz' ? QuizLessonForm : TextLessonForm
  const isFilm = lesson.kind === 'video' || lesson.kind === 'clip'
  return (
    <PlainPage
      title={words(lesson.title)}
      back={{ to: `/teach/courses/${course.slug}`, words: words(course.title) }}
    >
      {start.began === 'kept' ? <Note>{t('lesson.found')}</Note> : null}
      {isFilm ? (
        <Section title={t(`kinds.${lesson.kind}`)}>
          {media === null ? (
            <p className="muted">{t('lesson.notYet')}</p>
          ) : lesson.kind === 'video' ? (
            <FilmField media={media} />
          ) : (
            <ClipField media={media} />
          )}
        </Section>
      ) : null}
      <LessonForm key={`${start.began}/${lesson.key}`} {...{ course, lesson, reply, start }} />
      <ButtonLink to={`/teach/courses/${course.slug}/preview#lesson-${lesson.key}`} look="line">
        {t('course.preview')}
      </ButtonLink>
    </PlainPage>
  )
}

/** What the form begins with, read once for each lesson: what this browser kept is known only once the page is there. */
function useStart(course: string, lesson: EditedLesson): LessonStart {
  const person = useMe()?.tag ?? ''
  const { key } = lesson
  const where = useMemo(
    () => ({ keepAs: { person, course, lesson: key }, address: `/teach/courses/${course}/${key}` }),
    [person, course, key],
  )
  const [found, setFound] = useState<LessonStart | null>(null)
  const read = useRef('')
  useEffect(() => {
    if (read.current === where.address) return
    read.current = where.address
    const kept = readKept(where.keepAs)
    const start = startOf(lesson, kept, where)
    if (kept !== null && start.began === 'as-saved') forgetDraft(where.keepAs)
    setFound(start)
  }, [lesson, where])
  return found?.address === where.address ? found : startOf(lesson, null, where)
}
